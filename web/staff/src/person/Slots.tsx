import type { Time } from '@frontdesk/api';
import { Button, QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { AtPlace } from '../visit/AtPlace.tsx';
import { StaleCalendar } from '../visit/StaleCalendar.tsx';
import { useVisitWords } from '../visit/words.ts';
import { locationsQuery } from './queries.ts';

type Props = { times: Time[]; busy: boolean; onChoose: (time: Time) => void };

export function Slots({ times, busy, onChoose }: Props) {
  const say = useVisitWords();
  // Asked for here too, so that a failure is said once and not at each time.
  const places = useQuery(locationsQuery);
  return (
    <QueryView query={places} skeleton={<Skeleton rows={3} rowClassName="h-7" />}>
      {() => (
        <ul className="grid grid-cols-2 gap-1.5">
          {times.map((time) => (
            <li key={`${time.practitionerId}${time.locationId}${time.startsAt}`}>
              <AtPlace locationId={time.locationId}>
                {(clock, office) => (
                  <Button size="tile" busy={busy} onClick={() => onChoose(time)}>
                    <span className="tabular font-semibold">{clock.weekdayTime(time.startsAt)}</span>
                    <span className="max-w-full text-left text-meta font-normal whitespace-normal text-muted wrap-break-word">
                      {clock.shortDay(time.startsAt)} · {time.practitionerName}
                    </span>{' '}
                    {time.seatsLeft == null ? null : (
                      <span className="text-meta">{say('find.seats', { count: time.seatsLeft })}</span>
                    )}
                    {office ? (
                      <span className="text-left text-meta font-normal whitespace-normal text-muted">
                        {office}
                      </span>
                    ) : null}
                    <StaleCalendar time={time} />
                  </Button>
                )}
              </AtPlace>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
