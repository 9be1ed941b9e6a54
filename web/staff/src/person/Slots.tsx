import type { Time } from '@frontdesk/api';
import { Button } from '@frontdesk/ui';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';

type Props = { times: Time[]; zones: Record<string, string>; busy: boolean; onChoose: (time: Time) => void };

export function Slots({ times, zones, busy, onChoose }: Props) {
  // Where the places lie in two zones, a time says which.
  const withZone = new Set(Object.values(zones)).size > 1;
  return (
    <ul className="grid grid-cols-2 gap-1.5">
      {times.map((time) => (
        <li key={`${time.practitionerId}${time.locationId}${time.startsAt}`}>
          <Slot
            time={time}
            zone={zones[time.locationId]}
            withZone={withZone}
            busy={busy}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
}

type SlotProps = Omit<Props, 'times' | 'zones'> & { time: Time; zone: string | undefined; withZone: boolean };

function Slot({ time, zone, withZone, busy, onChoose }: SlotProps) {
  const say = useVisitWords();
  const clock = useClock(zone);
  return (
    <Button size="tile" disabled={busy} onClick={() => onChoose(time)}>
      <span className="tabular font-semibold">
        {clock.weekdayTime(time.startsAt)}
        {withZone ? ` ${clock.zoneName(time.startsAt)}` : null}
      </span>
      <span className="max-w-full truncate text-meta font-normal text-muted">
        {clock.shortDay(time.startsAt)} · {time.practitionerName}
        {time.seatsLeft == null ? null : ` · ${say('find.seats', { count: time.seatsLeft })}`}
      </span>
    </Button>
  );
}
