import type { Time } from '@frontdesk/api';
import { CalendarX2 } from 'lucide-react';
import { useVisitWords } from './words.ts';

/** Patients are not offered such a time; staff are, and may ask first. */
export function StaleCalendar({ time }: { time: Pick<Time, 'warning'> }) {
  const say = useVisitWords();
  if (time.warning !== 'calendar_stale') return null;
  return (
    <span className="flex items-start gap-1 text-left text-meta font-normal whitespace-normal text-warn">
      <CalendarX2 size={14} aria-hidden className="shrink-0" />
      {say('find.stale')}
    </span>
  );
}
