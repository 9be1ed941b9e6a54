import { hasCode, isRefusal, requestVisit, type VisitType } from '@frontdesk/api';
import { Button, SaveError, TextArea, typeName, useLanguage } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { BackButton } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';
import { type Suits, WhenFields } from '../shell/When.tsx';
import { Asked } from './Asked.tsx';

type Props = { patientId: string; type: VisitType; reason: string; back: () => void };

/** A visit that patients may not book themselves: which days, what part of the day, what it is about. Somebody at the clinic finds the time. */
export function AskClinic({ patientId, type, reason, back }: Props) {
  const words = useWords();
  const language = useLanguage();
  const clock = useClock();
  const queries = useQueryClient();
  const [suits, setSuits] = useState<Suits>({ weekdays: [], partsOfDay: [] });
  const [note, setNote] = useState(reason);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const ask = useMutation({
    mutationFn: () =>
      requestVisit(
        {
          patientId,
          visitTypeId: type.visitTypeId,
          from: clock.date(new Date()),
          ...suits,
          ...(note.trim() ? { note: note.trim() } : {}),
        },
        key,
      ),
    // What was refused is asked anew; what got no answer is asked once.
    onError: (error) => {
      if (isRefusal(error)) setKey(crypto.randomUUID());
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling', 'requests'] }),
  });
  if (ask.isSuccess) return <Asked patientId={patientId} type={type} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <>
      <BackButton onClick={back}>{words('book.back')}</BackButton>
      <Title step="ask">{words('ask.title', { type: typeName(type, language) })}</Title>
      <Whose patientId={patientId} className="mb-1 block font-semibold" />
      <p className="mb-6 text-muted">{words('ask.how')}</p>
      <form onSubmit={submit} className="flex flex-col gap-6">
        <WhenFields suits={suits} change={setSuits} />
        <TextArea
          label={words('ask.note')}
          hint={words('ask.noteHint')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <SaveError error={ask.error}>
          {hasCode(ask.error, 'already_requested') ? words('ask.already') : null}
        </SaveError>
        <Button type="submit" look="primary" size="big" busy={ask.isPending}>
          {words('ask.send')}
        </Button>
      </form>
    </>
  );
}
