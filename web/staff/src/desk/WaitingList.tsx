import type { Desk, QueueCall } from '@frontdesk/api';
import { EmptyState, useNow, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useListKeys } from '../shell/useListKeys.ts';
import { Filters, type Kind, kinds } from './Filters.tsx';
import { WaitingRow } from './WaitingRow.tsx';

export type Waits = { kind: Kind; call: QueueCall };

/** Waiting callers first, then what is to be written up, then those who gave up; the oldest of each on top. */
function everything(desk: Desk): Waits[] {
  return kinds.flatMap((kind) =>
    desk[kind].map((call) => ({ kind, call })).sort((a, b) => a.call.at.localeCompare(b.call.at)),
  );
}

export function WaitingList({ desk, chosen }: { desk: Desk; chosen: string | undefined }) {
  const words = useWords();
  const ui = useUiWords();
  const [filter, setFilter] = useState<Kind | null>(null);
  const list = useListKeys();
  const now = useNow(5000);
  const all = everything(desk);
  const shown = all.filter((waits) => !filter || waits.kind === filter);
  return (
    <section aria-label={words('desk.waits')} className="flex min-h-0 flex-col border-r border-border bg-bg">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-border px-3.5">
        <h1 className="text-title font-semibold">{words('desk.title')}</h1>
        <span className="tabular text-muted">{all.length}</span>
        <span className="ml-auto text-meta text-muted">{words('desk.dueFirst')}</span>
      </div>
      <Filters desk={desk} all={all.length} chosen={filter} choose={setFilter} />
      <ul ref={list} className="min-h-0 flex-1 overflow-auto">
        {shown.map(({ kind, call }) => (
          <WaitingRow key={call.callId} kind={kind} call={call} now={now} chosen={call.callId === chosen} />
        ))}
        {shown.length === 0 ? (
          <li>
            {all.length === 0 ? (
              <EmptyState title={words('desk.emptyTitle')}>{words('desk.emptyBody')}</EmptyState>
            ) : (
              <EmptyState
                title={words('desk.emptyFilter')}
                action={
                  <button
                    type="button"
                    className="min-h-6 text-info underline"
                    onClick={() => setFilter(null)}
                  >
                    {ui('ui.clearFilter')}
                  </button>
                }
              />
            )}
          </li>
        ) : null}
      </ul>
    </section>
  );
}
