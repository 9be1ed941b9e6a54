import { type Call, type Candidate, hasCode, type SecondIdentifier, verifyCaller } from '@frontdesk/api';
import { Button, Kbd, SaveError, SelectField, TextField } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';

const kinds: SecondIdentifier[] = ['full_name', 'postal_code', 'mrn'];

type Props = { call: Call; person: Candidate; onVerified: () => void };

/** Asked of the caller, never read out to them. A refusal does not say which of the two was wrong. */
export function VerifyCaller({ call, person, onVerified }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [kind, setKind] = useState<SecondIdentifier>('full_name');
  const verify = useMutation({
    mutationFn: (said: { birthDate: string; secondValue: string }) =>
      verifyCaller(call.callId, { patientId: person.patientId, secondKind: kind, ...said }),
    onSuccess: onVerified,
    onSettled: () => queries.invalidateQueries({ queryKey: ['callcenter'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    verify.mutate({
      birthDate: String(data.get('birthDate') ?? ''),
      secondValue: String(data.get('secondValue') ?? '').trim(),
    });
  };
  const tooMany = hasCode(verify.error, 'too_many_attempts');
  const refused = hasCode(verify.error, 'identifiers_do_not_match');
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-border p-4">
      <p className="text-muted">{words('verify.ask', { name: person.name })}</p>
      <div className="grid grid-cols-[10rem_10rem_minmax(0,1fr)] items-end gap-3 max-lg:grid-cols-2">
        <TextField
          label={words('verify.birthDate')}
          name="birthDate"
          type="date"
          autoComplete="off"
          required
        />
        <SelectField
          label={words('verify.second')}
          value={kind}
          onChange={(event) => setKind(kinds.find((k) => k === event.target.value) ?? 'full_name')}
        >
          {kinds.map((id) => (
            <option key={id} value={id}>
              {words(`verify.${id}`)}
            </option>
          ))}
        </SelectField>
        <TextField label={words(`verify.${kind}`)} name="secondValue" autoComplete="off" required />
      </div>
      <SaveError error={verify.error} repeats>
        {refused ? words('verify.refused') : tooMany ? words('verify.tooMany') : null}
      </SaveError>
      <Button type="submit" look="primary" className="self-start" busy={verify.isPending}>
        {words('verify.submit')} <Kbd>↵</Kbd>
      </Button>
    </form>
  );
}
