import { askSignInCode, type Challenge, Problem } from '@frontdesk/api';
import { Button, SaveError, TextField, writePhone } from '@frontdesk/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { Title } from '../shell/Page.tsx';
import { useClinic } from './session.ts';

export function AskCode({ onAsked }: { onAsked: (phone: string, challenge: Challenge) => void }) {
  const words = useWords();
  const clinic = useClinic();
  const [phone, setPhone] = useState('');
  const ask = useMutation({
    mutationFn: askSignInCode,
    onSuccess: (challenge, asked) => onAsked(asked, challenge),
  });
  const incomplete = ask.error instanceof Problem && ask.error.errors.phone !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(phone.trim());
  };
  return (
    <form onSubmit={submit} className="mt-6 flex flex-col gap-5">
      <div>
        <Title>{words('signIn.title')}</Title>
        <p className="text-muted">{words('signIn.how')}</p>
      </div>
      <TextField
        label={words('signIn.phone')}
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        required
        error={incomplete ? words('signIn.incomplete') : undefined}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      {incomplete ? null : <SaveError error={ask.error} repeats />}
      <Button type="submit" look="primary" size="big" busy={ask.isPending}>
        {words('signIn.send')}
      </Button>
      {clinic ? (
        <p className="text-meta text-muted">
          {words('signIn.help')}{' '}
          <a className="font-semibold whitespace-nowrap text-primary underline" href={`tel:${clinic.phone}`}>
            {writePhone(clinic.phone)}
          </a>
        </p>
      ) : null}
    </form>
  );
}
