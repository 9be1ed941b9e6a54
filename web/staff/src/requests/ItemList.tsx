import type { WorkItem } from '@frontdesk/api';
import { Button, EmptyState, SaveError, useNow, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { useListKeys } from '../shell/useListKeys.ts';
import { type Filter, Filters, MineFilter } from './Filters.tsx';
import { ItemRow } from './ItemRow.tsx';
import { useMyId, useWork } from './queries.ts';
import { useRefusal } from './useRefusal.ts';
import { useRequestWords } from './words.ts';

type Props = {
  items: readonly WorkItem[];
  /** There are more than these. */
  more: boolean;
  shown: readonly WorkItem[];
  chosen: string | undefined;
  filter: Filter;
  choose: (to: Partial<Filter>) => void;
};

/** Due first. J and K walk, Enter opens, X selects and Shift X selects up to here; what is selected is taken at once. */
export function ItemList({ items, more, shown, chosen, filter, choose }: Props) {
  const say = useRequestWords();
  const ui = useUiWords();
  const list = useListKeys();
  const now = useNow(30_000);
  const [marked, setMarked] = useState<readonly string[]>([]);
  // Those that left the list are not acted on.
  const selected = shown.filter((item) => marked.includes(item.itemId));
  const mark = (id: string, upToHere: boolean) => {
    const ids = shown.map((item) => item.itemId);
    const [anchor, here] = [ids.indexOf(marked.at(-1) ?? ''), ids.indexOf(id)];
    if (upToHere && anchor >= 0) {
      const between = ids.slice(Math.min(anchor, here), Math.max(anchor, here) + 1);
      setMarked([...new Set([...marked, ...between])]);
    } else setMarked(marked.includes(id) ? marked.filter((one) => one !== id) : [...marked, id]);
  };
  return (
    <section
      aria-label={say('requests.title')}
      className="flex min-h-0 flex-col border-r border-border bg-bg"
    >
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-border px-3.5">
        <h1 className="text-title font-semibold">{say('requests.title')}</h1>
        <span className="tabular text-muted">
          {items.length}
          {more ? '+' : null}
        </span>
        <span className="ml-auto">
          <MineFilter items={items} filter={filter} choose={choose} />
        </span>
      </div>
      {selected.length > 0 ? (
        <Bulk selected={selected} clear={() => setMarked([])} />
      ) : (
        <Filters items={items} filter={filter} choose={choose} />
      )}
      <ul ref={list} className="min-h-0 flex-1 overflow-auto">
        {shown.map((item) => (
          <ItemRow
            key={item.itemId}
            item={item}
            now={now}
            chosen={item.itemId === chosen}
            selected={marked.includes(item.itemId)}
            mark={(upToHere) => mark(item.itemId, upToHere)}
          />
        ))}
        {shown.length === 0 ? (
          <li>
            {items.length === 0 ? (
              <EmptyState title={say('requests.emptyTitle')}>{say('requests.emptyBody')}</EmptyState>
            ) : (
              <EmptyState
                title={say('requests.emptyFilter')}
                action={
                  <Button onClick={() => choose({ kind: null, mine: false })}>{ui('ui.clearFilter')}</Button>
                }
              />
            )}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Bulk({ selected, clear }: { selected: readonly WorkItem[]; clear: () => void }) {
  const say = useRequestWords();
  const me = useMyId();
  const work = useWork();
  const refusal = useRefusal(work.error);
  const free = selected.filter((item) => !item.ownerId).map((item) => item.itemId);
  const own = selected.filter((item) => item.ownerId === me).map((item) => item.itemId);
  return (
    <fieldset className="flex shrink-0 flex-wrap items-center gap-1.5 px-3 py-1.5">
      <legend className="sr-only">{say('bulk.title')}</legend>
      <p role="status" className="tabular mr-auto font-medium">
        {say('bulk.selected', { count: selected.length })}
      </p>
      {free.length > 0 ? (
        <Button
          size="compact"
          look="primary"
          busy={work.isPending}
          onClick={() => work.mutate({ does: 'take', itemIds: free }, { onSuccess: clear })}
        >
          {say('bulk.take', { count: free.length })}
        </Button>
      ) : null}
      {own.length > 0 ? (
        <Button
          size="compact"
          busy={work.isPending}
          onClick={() => work.mutate({ does: 'release', itemIds: own }, { onSuccess: clear })}
        >
          {say('bulk.release', { count: own.length })}
        </Button>
      ) : null}
      <Button size="compact" look="quiet" onClick={clear}>
        {say('bulk.clear')}
      </Button>
      <div className="w-full empty:hidden">
        <SaveError error={work.error}>{refusal}</SaveError>
      </div>
    </fieldset>
  );
}
