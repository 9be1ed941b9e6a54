import type { Time } from '@frontdesk/api';
import { Clock, cx, useLanguage } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { SlotList } from './Slot.tsx';

type Props = { times: Time[]; zones: Record<string, string>; busy: boolean; onChoose: (time: Time) => void };

/** A strip of the days that have a time, then that day's times by morning and afternoon, in the location's zone. */
export function Days({ times, zones, busy, onChoose }: Props) {
  const words = useWords();
  const clinicClock = useClock();
  const language = useLanguage();
  const clockOf = (time: Time) => new Clock(language, zones[time.locationId] ?? clinicClock.zone);
  const dayOf = (time: Time) => clockOf(time).date(time.startsAt);
  const days = [...new Set(times.map(dayOf))].sort();
  const [chosen, setDay] = useState<string | null>(null);
  const day = chosen && days.includes(chosen) ? chosen : days[0];
  const own = times.filter((time) => dayOf(time) === day);
  const parts = {
    morning: own.filter((time) => clockOf(time).hour(time.startsAt) < 12),
    afternoon: own.filter((time) => clockOf(time).hour(time.startsAt) >= 12),
  };
  return (
    <section className="mt-7">
      <h2 className="mb-2.5 text-title font-semibold">{words('book.otherDays')}</h2>
      <fieldset className="relative -mx-5 flex min-w-0 gap-2 overflow-x-auto px-5 py-1">
        <legend className="sr-only">{words('book.day')}</legend>
        {days.map((date) => (
          <DayButton key={date} date={date} pressed={date === day} choose={() => setDay(date)} />
        ))}
      </fieldset>
      {(['morning', 'afternoon'] as const).map((part) =>
        parts[part].length > 0 ? (
          <div key={part}>
            <h3 className="mt-5 mb-2 text-meta font-semibold text-muted">{words(`book.${part}`)}</h3>
            <SlotList times={parts[part]} zones={zones} busy={busy} onChoose={onChoose} />
          </div>
        ) : null,
      )}
    </section>
  );
}

function DayButton({ date, pressed, choose }: { date: string; pressed: boolean; choose: () => void }) {
  // A calendar date has no zone: noon UTC is that date in UTC.
  const clock = new Clock(useLanguage(), 'UTC');
  const noon = `${date}T12:00:00Z`;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cx(
        'flex min-h-15 min-w-14 shrink-0 flex-col items-center justify-center rounded-control border',
        pressed ? 'border-primary bg-primary text-on-primary' : 'border-border bg-surface',
      )}
      onClick={choose}
    >
      <span className="text-meta first-letter:uppercase">{clock.weekday(noon)}</span>{' '}
      <span className="tabular font-semibold">{clock.dayNumber(noon)}</span>{' '}
      <span className="sr-only">{clock.month(noon)}</span>
    </button>
  );
}
