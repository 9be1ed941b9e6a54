import type { PartOfDay, Time } from '@frontdesk/api';
import { Clock, cx, useLanguage } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { partsOfDay } from '../shell/When.tsx';
import { type Picking, SlotList } from './Slot.tsx';

/** A strip of the days that have a time, then that day's times by part of day, in the location's zone. */
export function Days({ times, ...picking }: Picking & { times: Time[] }) {
  const words = useWords();
  const clinicClock = useClock();
  const language = useLanguage();
  const clockOf = (time: Time) => new Clock(language, picking.zones[time.locationId] ?? clinicClock.zone);
  const dayOf = (time: Time) => clockOf(time).date(time.startsAt);
  const days = [...new Set(times.map(dayOf))].sort();
  const [chosen, setDay] = useState<string | null>(null);
  const day = chosen && days.includes(chosen) ? chosen : days[0];
  const own = times.filter((time) => dayOf(time) === day);
  const partOf = (time: Time): PartOfDay => {
    const hour = clockOf(time).hour(time.startsAt);
    return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
  };
  return (
    <section className="mt-7">
      <h2 className="mb-2.5 text-title font-semibold">{words('book.otherDays')}</h2>
      <fieldset className="relative -mx-[20px] flex min-w-0 gap-2 overflow-x-auto px-[20px] py-1">
        <legend className="sr-only">{words('book.day')}</legend>
        {days.map((date) => (
          <DayButton key={date} date={date} pressed={date === day} choose={() => setDay(date)} />
        ))}
      </fieldset>
      {partsOfDay.map((part) => {
        const inPart = own.filter((time) => partOf(time) === part);
        return inPart.length > 0 ? (
          <div key={part}>
            <h3 className="mt-5 mb-2 text-meta font-semibold text-muted">{words(`part.${part}`)}</h3>
            <SlotList times={inPart} {...picking} />
          </div>
        ) : null;
      })}
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
