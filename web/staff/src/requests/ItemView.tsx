import type { WorkItem } from '@frontdesk/api';
import { Button, Kbd, languageName, Pill, SaveError, useKeys, useNow } from '@frontdesk/ui';
import { useRef } from 'react';
import { useShowPane } from '../person/WithPane.tsx';
import { useClock } from '../session/session.ts';
import { CloseItem } from './CloseItem.tsx';
import { Details } from './Details.tsx';
import { useDueWords } from './ItemRow.tsx';
import { shareOf, useMayForOthers, useMyId, useWork } from './queries.ts';
import { useRefusal } from './useRefusal.ts';
import { useRequestWords } from './words.ts';

type Props = {
  item: WorkItem;
  /** Still on the list. */
  open: boolean;
  /** Something was booked or moved beside it. */
  acted: boolean;
  onNext: () => void;
};

/** One item: what it is about, who has it, what to do with it, and how it ended. */
export function ItemView({ item, open, acted, onNext }: Props) {
  const say = useRequestWords();
  const clock = useClock();
  const me = useMyId();
  const now = useNow(30_000);
  const due = useDueWords();
  const work = useWork();
  const refusal = useRefusal(work.error);
  const showPane = useShowPane();
  const close = useRef<HTMLButtonElement>(null);
  const mine = item.ownerId === me;
  const late = shareOf(item, now) >= 1;
  const forOthers = useMayForOthers();
  const act = item.ownerId ? 'release' : 'take';
  const mayAct = open && (!item.ownerId || mine || forOthers);
  const toggle = () => {
    if (mayAct) work.mutate({ does: act, itemIds: [item.itemId] });
  };
  /** Who acts has it: two do not call the same patient. */
  const start = () => {
    if (!open || item.ownerId) showPane();
    else work.mutate({ does: 'take', itemIds: [item.itemId] }, { onSuccess: showPane });
  };
  useKeys({
    t: toggle,
    e: () => close.current?.focus(),
  });
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface">
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-border px-4 py-1 max-xl:pr-28">
        <h2 className="truncate text-title font-semibold">{item.patientName ?? say('row.unknown')}</h2>
        {item.language ? (
          <span className="text-muted">{languageName(item.language, clock.language)}</span>
        ) : null}
        {open ? (
          <Pill tone={late ? 'danger' : 'plain'}>
            {late ? say('due.late') : say('due.by', { when: due(item.dueAt, now) })}
          </Pill>
        ) : null}
        <span className="ml-auto flex items-center gap-2">
          {open && item.ownerId ? (
            <Pill tone={mine ? 'primary' : 'plain'}>
              {mine ? say('owner.mine') : say('owner.other', { name: item.ownerName ?? '' })}
            </Pill>
          ) : null}
          {mayAct ? (
            <Button size="compact" busy={work.isPending} onClick={toggle}>
              {say(`act.${act}`)} <Kbd>T</Kbd>
            </Button>
          ) : null}
        </span>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-6">
        {open ? null : <OffTheList onNext={onNext} />}
        <SaveError error={work.error}>{refusal}</SaveError>
        <Details item={item} />
        {open ? (
          <>
            {item.patientId ? (
              <Button look="primary" className="self-start" busy={work.isPending} onClick={start}>
                {say(`start.${item.kind}`)} <Kbd>B</Kbd>
              </Button>
            ) : null}
            <CloseItem key={String(acted)} item={item} acted={acted} button={close} onClosed={onNext} />
          </>
        ) : null}
      </div>
    </main>
  );
}

function OffTheList({ onNext }: { onNext: () => void }) {
  const say = useRequestWords();
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-card bg-primary-soft px-3 py-2">
      <p className="font-medium">{say('requests.offTheList')}</p>
      <Button size="compact" className="ml-auto" onClick={onNext}>
        {say('act.next')}
      </Button>
    </div>
  );
}
