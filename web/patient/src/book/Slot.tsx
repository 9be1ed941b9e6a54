import type { Channel, Time } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useOffice } from '../visits/where.ts';

/** How the times of a screen are shown, and what a press on one does. */
export type Picking = {
  zones: Record<string, string>;
  channel: Channel;
  busy: boolean;
  onChoose: (time: Time) => void;
};
type Props = Picking & { times: Time[]; withDay?: boolean };

export function SlotList({ times, zones, channel, busy, withDay = false, onChoose }: Props) {
  const office = useOffice();
  return (
    <ul
      className={cx(
        'grid gap-2.5',
        withDay ? 'grid-cols-1' : 'grid-cols-[repeat(auto-fill,minmax(min(100%,max(8.5rem,40%)),1fr))]',
      )}
    >
      {times.map((time) => (
        <li key={`${time.practitionerId}${time.locationId}${time.startsAt}`}>
          <Slot
            time={time}
            zone={zones[time.locationId]}
            office={office({ locationId: time.locationId, channel })}
            busy={busy}
            withDay={withDay}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
}

type SlotProps = {
  time: Time;
  zone: string | undefined;
  office: string;
  busy: boolean;
  withDay: boolean;
  onChoose: (time: Time) => void;
};

/** The day is said too, because the strip above is not heard. */
function Slot({ time, zone, office, busy, withDay, onChoose }: SlotProps) {
  const words = useWords();
  const clock = useClock(zone);
  const seats = time.seatsLeft ? words('book.seats', { count: time.seatsLeft }) : '';
  return (
    <button
      type="button"
      disabled={busy}
      className={cx(
        'tabular h-full min-h-12 w-full rounded-control border border-control bg-surface px-3 py-1.5 disabled:opacity-60',
        withDay && 'flex flex-wrap items-baseline gap-x-2 px-4 py-2.5 text-left',
      )}
      onClick={() => onChoose(time)}
    >
      {withDay ? null : <span className="sr-only">{clock.longDay(time.startsAt)}</span>}{' '}
      <span className={cx('font-semibold', withDay && 'inline-block first-letter:uppercase')}>
        {withDay ? clock.moment(time.startsAt) : clock.markedTime(time.startsAt)}
      </span>{' '}
      <span className={cx('text-meta text-muted', !withDay && 'block')}>
        {[time.practitionerName, office, seats].filter(Boolean).join(' · ')}
      </span>
    </button>
  );
}
