import type { WorkItem, WorkKind } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useMyId } from './queries.ts';
import { useRequestWords } from './words.ts';

export const kinds: readonly WorkKind[] = ['stranded_visit', 'visit_request', 'text_reply'];
export type Filter = { kind: WorkKind | null; mine: boolean };

export function isKind(value: string | undefined): value is WorkKind {
  return kinds.some((kind) => kind === value);
}

type Props = { items: readonly WorkItem[]; filter: Filter; choose: (to: Partial<Filter>) => void };

export function Filters({ items, filter, choose }: Props) {
  const say = useRequestWords();
  const me = useMyId();
  const own = items.filter((item) => !filter.mine || item.ownerId === me);
  return (
    <fieldset className="flex shrink-0 flex-wrap gap-0.5 px-3 py-2">
      <legend className="sr-only">{say('requests.filter')}</legend>
      {[null, ...kinds].map((kind) => (
        <Toggle key={kind ?? 'all'} on={filter.kind === kind} press={() => choose({ kind })}>
          {say(`filter.${kind ?? 'all'}`)}{' '}
          <span className="tabular">
            {kind ? own.filter((item) => item.kind === kind).length : own.length}
          </span>
        </Toggle>
      ))}
    </fieldset>
  );
}

/** What I took, of any kind. */
export function MineFilter({ items, filter, choose }: Props) {
  const say = useRequestWords();
  const me = useMyId();
  return (
    <Toggle on={filter.mine} press={() => choose({ mine: !filter.mine })}>
      {say('filter.mine')}{' '}
      <span className="tabular">{items.filter((item) => item.ownerId === me).length}</span>
    </Toggle>
  );
}

function Toggle({ on, press, children }: { on: boolean; press: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      className={cx(
        'min-h-[26px] rounded-control border px-2 font-medium whitespace-nowrap',
        on ? 'border-border bg-surface' : 'border-transparent text-muted hover:text-fg',
      )}
      onClick={press}
    >
      {children}
    </button>
  );
}
