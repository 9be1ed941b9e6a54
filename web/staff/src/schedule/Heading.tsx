import { Clock, cx, useLanguage } from '@frontdesk/ui';
import { CalendarX2 } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useVisitWords } from '../visit/words.ts';
import type { Column } from './grid.ts';

/** `place`: where all its visits are, if that is one place and not everybody's. */
type Props = { column: Column; place: string | undefined; week: boolean; today: boolean; enter: () => void };

/** Whose day it is, or which day; and that it may be fuller than it looks. */
export function Heading({ column, place, week, today, enter }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const count = column.placed.reduce((sum, one) => sum + one.group.length, 0);
  const stale = column.free.some(({ time }) => time.warning === 'calendar_stale');
  return (
    <h2 className="sticky top-0 z-10 h-9 border-b border-border bg-surface">
      <button
        type="button"
        className="flex size-full flex-col justify-center px-2 text-left hover:underline focus-visible:-outline-offset-2"
        title={week ? say('schedule.toDay') : say('schedule.toWeek')}
        onClick={enter}
      >
        <span className={cx('flex w-full items-center gap-2', (stale || place) && 'leading-4')}>
          <span
            title={week ? undefined : column.practitionerName}
            className={cx('truncate font-semibold first-letter:uppercase', week && today && 'text-primary')}
          >
            {week ? <DayName date={column.date} /> : column.practitionerName}
          </span>{' '}
          <span className="tabular shrink-0 text-muted">
            {count > 0 ? words('today.count', { count }) : null}
          </span>
        </span>{' '}
        {stale || place ? (
          <span className="flex w-full items-center gap-1 text-meta leading-4">
            {stale ? (
              <span className="flex min-w-0 items-center gap-1 text-warn">
                <CalendarX2 size={12} aria-hidden className="shrink-0" />
                <span className="truncate">{say('schedule.stale')}</span>
              </span>
            ) : null}
            {place ? <span className="min-w-0 truncate text-muted">{place}</span> : null}
          </span>
        ) : null}
      </button>
    </h2>
  );
}

export function DayName({ date }: { date: string }) {
  return new Clock(useLanguage(), 'UTC').day(`${date}T12:00:00Z`);
}
