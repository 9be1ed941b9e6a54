import { type Call, writeUpCall } from '@frontdesk/api';
import { Button, SaveError, SelectField, TextArea } from '@frontdesk/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { forgetCharts } from '../patients/queries.ts';
import { isTalking } from '../shell/desk.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { dispositionsQuery } from './queries.ts';

const known = [
  'booked',
  'moved',
  'cancelled',
  'question',
  'prescription',
  'results',
  'billing',
  'message_taken',
  'wrong_number',
  'other',
] as const;

function isKnown(code: string): code is (typeof known)[number] {
  return known.some((one) => one === code);
}

/** The note is begun while talking and finished after; what was typed stays when another screen is opened. */
export function WriteUp({ call }: { call: Call }) {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const dispositions = useQuery(dispositionsQuery);
  const [draft, setDraft] = useState(() => readDraft(call.callId));
  const talking = isTalking(call);
  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part };
    keepDraft(call.callId, next);
    setDraft(next);
  };
  const save = useMutation({
    mutationFn: () => writeUpCall(call.callId, draft),
    onSuccess: () => {
      keepDraft(call.callId, null);
      // With the write-up the server closes the chart that this call opened.
      forgetCharts(queries);
      void navigate({ to: '/', search: {} });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['callcenter'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form
      id="write-up"
      onSubmit={submit}
      className="mt-auto flex flex-col gap-3 rounded-card border border-border p-4"
    >
      <h3 className="text-title font-semibold">{words(talking ? 'writeUp.during' : 'writeUp.after')}</h3>
      <TextArea
        label={words('writeUp.note')}
        hint={words('writeUp.staffOnly')}
        note
        maxLength={4000}
        required={!talking}
        rows={3}
        value={draft.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      {talking ? null : (
        <>
          <SelectField
            label={words('writeUp.outcome')}
            required
            value={draft.disposition}
            onChange={(event) => change({ disposition: event.target.value })}
          >
            <option value="">{words('writeUp.choose')}</option>
            {dispositions.data?.map(({ code, name }) => (
              <option key={code} value={code}>
                {isKnown(code) ? words(`disposition.${code}`) : name}
              </option>
            ))}
          </SelectField>
          <SaveError error={save.error ?? dispositions.error} />
          <Button type="submit" look="primary" className="self-start" busy={save.isPending}>
            {words('writeUp.save')}
          </Button>
        </>
      )}
    </form>
  );
}
