import type { Visit as VisitData } from '@frontdesk/api';
import { ErrorState, Skeleton, visitName } from '@frontdesk/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useClock } from '../session/session.ts';
import { useMarks } from '../visit/marks.ts';
import { VisitStatus } from './VisitStatus.tsx';

type Props = { visits: VisitData[] | undefined; query: UseQueryResult; empty: string };

export function VisitList({ visits, query, empty }: Props) {
  if (visits === undefined)
    return query.isError ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={2} rowClassName="h-5" />
    );
  if (visits.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ul className="divide-y divide-border">
      {visits.map((visit) => (
        <li key={visit.appointmentId} className="py-1.5">
          <Visit visit={visit} />
        </li>
      ))}
    </ul>
  );
}

function Visit({ visit }: { visit: VisitData }) {
  const marks = useMarks();
  const clock = useClock(visit.timeZone);
  return (
    <>
      <span className="tabular flex flex-wrap items-center gap-x-2 font-medium">
        {clock.moment(visit.startsAt)}
        <VisitStatus status={visit.status} />
      </span>
      <span className="block text-muted">
        {[visitName(visit, clock.language), visit.practitionerName, visit.locationName, ...marks(visit)].join(
          ' · ',
        )}
      </span>
    </>
  );
}
