import { type Challenge, hasCode, type PatientSignIn, signInPatient } from '@frontdesk/api';
import { Button, SaveError, TextField } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useWords } from '../i18n/words.ts';
import { Title } from '../shell/Page.tsx';
import { sessionQuery } from './session.ts';

type Props = { phone: string; challenge: Challenge; back: () => void };

export function EnterCode({ phone, challenge, back }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const signIn = useMutation({
    mutationFn: (said: PatientSignIn) => signInPatient(challenge.challengeId, said),
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: to ?? '/', replace: true });
    },
  });
  const several = hasCode(signIn.error, 'several_patients');
  const failed = hasCode(signIn.error, 'sign_in_failed');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    signIn.mutate({
      code: text('code'),
      birthDate: text('birthDate'),
      ...(text('givenName') ? { givenName: text('givenName') } : {}),
    });
  };
  return (
    <form onSubmit={submit} className="mt-6 flex flex-col gap-5">
      <div>
        <Title step="code">{words('code.title')}</Title>
        <p className="text-muted">{words('code.how', { phone })}</p>
      </div>
      <TextField
        label={words('code.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        maxLength={6}
        className="tabular tracking-[0.3em]"
        required
      />
      <TextField label={words('code.birthDate')} name="birthDate" type="date" autoComplete="bday" required />
      {several || signIn.variables?.givenName ? (
        <TextField
          label={words('code.givenName')}
          hint={words('code.several')}
          name="givenName"
          autoComplete="given-name"
          required
        />
      ) : null}
      {several ? null : (
        <SaveError error={signIn.error} repeats>
          {failed ? words('code.failed') : null}
        </SaveError>
      )}
      <Button type="submit" look="primary" size="big" busy={signIn.isPending}>
        {words('code.submit')}
      </Button>
      <Button look="quiet" className="text-primary" onClick={back}>
        {words('code.again')}
      </Button>
    </form>
  );
}
