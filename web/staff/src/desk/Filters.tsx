import type { Desk } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

export const kinds = ['waiting', 'toWriteUp', 'missed'] as const;
export type Kind = (typeof kinds)[number];

type Props = { desk: Desk; all: number; chosen: Kind | null; choose: (kind: Kind | null) => void };

export function Filters({ desk, all, chosen, choose }: Props) {
  const words = useWords();
  return (
    <fieldset className="flex shrink-0 flex-wrap gap-0.5 px-3 py-2">
      <legend className="sr-only">{words('desk.filter')}</legend>
      {[null, ...kinds].map((kind) => (
        <button
          key={kind ?? 'all'}
          type="button"
          aria-pressed={chosen === kind}
          className={cx(
            'min-h-[26px] rounded-control border px-2 font-medium whitespace-nowrap',
            chosen === kind ? 'border-border bg-surface' : 'border-transparent text-muted hover:text-fg',
          )}
          onClick={() => choose(kind)}
        >
          {words(`desk.kind.${kind ?? 'all'}`)}{' '}
          <span className="tabular">{kind ? desk[kind].length : all}</span>
        </button>
      ))}
    </fieldset>
  );
}
