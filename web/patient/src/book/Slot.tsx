import type { Time } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';

type Props = {
  times: Time[];
  zones: Record<string, string>;
  busy: boolean;
  withDay?: boolean;
  onChoose: (time: Time) => void;
};

export function SlotList({ times, zones, busy, withDay = false, onChoose }: Props) {
  const manyZones = new Set(Object.values(zones)).size > 1;
  return (
    <ul className={cx('grid gap-2.5', withDay ? 'grid-cols-1' : 'grid-cols-2')}>
      {times.map((time) => (
        <li key={`${time.practitionerId}${time.locationId}${time.startsAt}`}>
          <Slot
            time={time}
            zone={zones[time.locationId]}
            busy={busy}
            withDay={withDay}
            withZone={manyZones}
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
  busy: boolean;
  withDay: boolean;
  withZone: boolean;
  onChoose: (time: Time) => void;
};

/** The day is said too, because the strip above is not heard. */
function Slot({ time, zone, busy, withDay, withZone, onChoose }: SlotProps) {
  const words = useWords();
  const clock = useClock(zone);
  const zoneName = withZone ? ` ${clock.zoneName(time.startsAt)}` : '';
  return (
    <button
      type="button"
      disabled={busy}
      className={cx(
        'tabular min-h-12 w-full rounded-control border border-control bg-surface px-3 py-1.5 disabled:opacity-60',
        withDay && 'flex flex-wrap items-baseline gap-x-2 px-4 py-2.5 text-left',
      )}
      onClick={() => onChoose(time)}
    >
      {withDay ? null : <span className="sr-only">{clock.longDay(time.startsAt)}</span>}{' '}
      <span className={cx('font-semibold', withDay && 'inline-block first-letter:uppercase')}>
        {withDay ? clock.moment(time.startsAt) : clock.time(time.startsAt)}
        {zoneName}
      </span>{' '}
      <span className={cx('text-meta text-muted', !withDay && 'block truncate')}>
        {time.practitionerName}
        {time.seatsLeft ? ` · ${words('book.seats', { count: time.seatsLeft })}` : ''}
      </span>
    </button>
  );
}
