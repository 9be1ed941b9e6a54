import type { WorkItem, WorkOutcome } from '@frontdesk/api';
import { Button, Kbd, SaveError, TextArea } from '@frontdesk/ui';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { keepDraft, readDraft } from '../desk/drafts.ts';
import { useWords } from '../i18n/words.ts';
import { useWork } from './queries.ts';
import { useRefusal } from './useRefusal.ts';
import { useRequestWords } from './words.ts';

type Props = {
  item: WorkItem;
  acted: boolean;
  /** The button that says it is done; a key goes to it. */
  button: RefObject<HTMLButtonElement | null>;
  onClosed: () => void;
};

/** How it ended, with a note for colleagues; what was typed stays when another screen is opened. */
export function CloseItem({ item, acted, button, onClosed }: Props) {
  const words = useWords();
  const say = useRequestWords();
  const work = useWork();
  const refusal = useRefusal(work.error);
  const [note, setNote] = useState(() => readDraft(item.itemId).note);
  const close = (outcome: WorkOutcome) =>
    work.mutate(
      { does: 'close', itemId: item.itemId, outcome, note: note.trim() },
      {
        onSuccess: () => {
          keepDraft(item.itemId, null);
          onClosed();
        },
      },
    );
  useEffect(() => {
    if (acted) button.current?.focus();
  }, [acted, button]);
  return (
    <form
      className="mt-auto flex flex-col gap-3 rounded-card border border-border p-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        close('done');
      }}
    >
      <h3 className="text-title font-semibold">{say(acted ? 'close.acted' : 'close.title')}</h3>
      <TextArea
        label={say('close.note')}
        hint={words('writeUp.staffOnly')}
        note
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
          keepDraft(item.itemId, { disposition: '', note: event.target.value });
        }}
      />
      {item.kind === 'visit_request' ? <p className="text-muted">{say('close.told')}</p> : null}
      <SaveError error={work.error}>{refusal}</SaveError>
      <div className="flex flex-wrap gap-2">
        <Button ref={button} type="submit" look={acted ? 'primary' : 'plain'} busy={work.isPending}>
          {say(`done.${item.kind}`)} <Kbd>E</Kbd>
        </Button>
        <Button look="quiet" busy={work.isPending} onClick={() => close('declined')}>
          {say(`declined.${item.kind}`)}
        </Button>
      </div>
    </form>
  );
}
