import { Problem, type WorkItem } from '@frontdesk/api';
import { EmptyState, QueryView, Skeleton, useKeys } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { WithPane } from '../person/WithPane.tsx';
import { useScreenTitle } from '../session/session.ts';
import { Fallback } from '../shell/Fallback.tsx';
import { type Filter, isKind } from './Filters.tsx';
import { ItemList } from './ItemList.tsx';
import { ItemPane } from './ItemPane.tsx';
import { ItemView } from './ItemView.tsx';
import { itemsQuery, useMyId } from './queries.ts';
import { useRequestWords } from './words.ts';

/** What waits for a person: the list on the left, one item in the middle, whom it is about on the right. */
export function RequestsScreen() {
  const say = useRequestWords();
  const found = useQuery(itemsQuery);
  const me = useMyId();
  const { item: itemId, kind, mine = false } = useSearch({ from: '/shell/requests' });
  const navigate = useNavigate();
  const filter: Filter = { kind: isKind(kind) ? kind : null, mine };
  const go = (to: Partial<Filter & { item: string | undefined }>) => {
    const next = { item: itemId, ...filter, ...to };
    void navigate({
      to: '/requests',
      search: {
        ...(next.item ? { item: next.item } : {}),
        ...(next.kind ? { kind: next.kind } : {}),
        ...(next.mine ? { mine: true } : {}),
      },
    });
  };
  useKeys({ Escape: () => go({ item: undefined }) });
  useScreenTitle(say('requests.title'));
  const refused = found.error instanceof Problem && found.error.status === 403;
  if (!found.data || refused)
    return (
      <Fallback title={say('requests.title')}>
        <QueryView query={found} skeleton={<Skeleton rows={6} rowClassName="h-14 max-w-80" />}>
          {() => null}
        </QueryView>
      </Fallback>
    );
  const { items, more } = found.data;
  const shown = items.filter(
    (item) => (!filter.kind || item.kind === filter.kind) && (!filter.mine || item.ownerId === me),
  );
  const at = shown.findIndex((item) => item.itemId === itemId);
  const next = shown[at + 1] ?? (at > 0 ? shown[at - 1] : undefined);
  return (
    <div className="grid min-h-0 grid-cols-[280px_minmax(0,1fr)] xl:grid-cols-[328px_minmax(0,1fr)]">
      <ItemList items={items} more={more} shown={shown} chosen={itemId} filter={filter} choose={go} />
      {itemId ? (
        <Chosen
          key={itemId}
          found={items.find((item) => item.itemId === itemId)}
          onNext={() => {
            go({ item: next?.itemId });
            focusRow(next?.itemId);
          }}
        />
      ) : (
        <main id="content" tabIndex={-1} className="bg-surface p-4">
          <EmptyState title={say('requests.chooseTitle')}>{say('requests.chooseBody')}</EmptyState>
        </main>
      )}
    </div>
  );
}

function focusRow(itemId: string | undefined): void {
  document.querySelector<HTMLElement>(`[data-row="${itemId}"]`)?.focus();
}

/** What was on the screen stays there when it leaves the list, so that what became of it can be read. */
function Chosen({ found, onNext }: { found: WorkItem | undefined; onNext: () => void }) {
  const say = useRequestWords();
  const [seen, setSeen] = useState(found);
  const [acted, setActed] = useState(false);
  if (found && found !== seen) setSeen(found);
  if (!seen)
    return (
      <main id="content" tabIndex={-1} className="bg-surface p-4">
        <EmptyState title={say('requests.goneTitle')}>{say('requests.goneBody')}</EmptyState>
      </main>
    );
  return (
    <WithPane pane={<ItemPane item={seen} onActed={() => setActed(true)} />}>
      <ItemView item={seen} open={found !== undefined} acted={acted} onNext={onNext} />
    </WithPane>
  );
}
