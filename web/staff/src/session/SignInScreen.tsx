import { hasCode, signInStaff } from '@frontdesk/api';
import { Button, LanguageSwitch, SaveError, TextField } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useWords } from '../i18n/words.ts';
import { sessionQuery, useClinic, useScreenTitle } from './session.ts';

function read(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '');
}

/** Password and code in one form: which of them was wrong is not said, so neither can be guessed alone. */
export function SignInScreen() {
  const words = useWords();
  useScreenTitle(words('signIn.title'));
  const clinic = useClinic();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const signIn = useMutation({
    mutationFn: signInStaff,
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: to ?? '/', replace: true });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    signIn.mutate({
      email: read(form, 'email').trim(),
      password: read(form, 'password'),
      code: read(form, 'code'),
    });
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="flex w-full max-w-88 flex-col gap-5">
        <div className="flex items-center justify-between gap-3">
          <p className="text-title font-semibold">{clinic?.name ?? ' '}</p>
          <LanguageSwitch />
        </div>
        <form
          className="flex flex-col gap-4 rounded-card border border-border bg-surface p-6"
          onSubmit={submit}
        >
          <h1 className="text-page font-semibold">{words('signIn.title')}</h1>
          <TextField
            label={words('signIn.email')}
            name="email"
            type="email"
            autoComplete="username"
            required
          />
          <TextField
            label={words('signIn.password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <TextField
            label={words('signIn.code')}
            hint={words('signIn.codeHint')}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            className="tabular"
            required
          />
          <SaveError error={signIn.error} repeats>
            {hasCode(signIn.error, 'sign_in_failed') ? words('signIn.failed') : null}
          </SaveError>
          <Button type="submit" look="primary" busy={signIn.isPending}>
            {words('signIn.submit')}
          </Button>
        </form>
      </div>
    </main>
  );
}
