import type { Visit } from '@frontdesk/api';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { visitsQuery } from '../patients/queries.ts';
import { useClock } from '../session/session.ts';
import { useVisitWords } from './words.ts';

type Props = {
  patientId: string;
  /** The time that is chosen. */
  at: { startsAt: string; endsAt: string };
  /** Will not be there any more. */
  besides?: string | undefined;
};

/** The visits the patient has at the time chosen for another. Patients are refused such a time; staff may book it, and should know. */
export function AlsoThen({ patientId, at, besides }: Props) {
  const visits = useQuery(visitsQuery(patientId));
  return (visits.data?.upcoming ?? [])
    .filter(({ appointmentId }) => appointmentId !== besides)
    .filter((visit) => overlap(visit, at))
    .map((visit) => <Also key={visit.appointmentId} visit={visit} />);
}

const overlap = (one: Props['at'], other: Props['at']) =>
  Date.parse(one.startsAt) < Date.parse(other.endsAt) && Date.parse(other.startsAt) < Date.parse(one.endsAt);

function Also({ visit }: { visit: Visit }) {
  const say = useVisitWords();
  const clock = useClock(visit.timeZone);
  return (
    <p className="flex items-start gap-1 text-left text-meta font-normal whitespace-normal text-warn">
      <CalendarClock size={14} aria-hidden className="shrink-0" />
      {say('find.alsoThen', {
        from: clock.time(visit.startsAt),
        until: clock.time(visit.endsAt),
        who: visit.practitionerName,
      })}
    </p>
  );
}
