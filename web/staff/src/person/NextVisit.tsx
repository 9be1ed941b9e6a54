import type { PatientAppointments, Visit } from '@frontdesk/api';
import { Button, ErrorState, Skeleton, visitName } from '@frontdesk/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { CancelVisit } from './CancelVisit.tsx';

type Props = { visits: UseQueryResult<PatientAppointments>; patientName: string };

export function NextVisit({ visits, patientName }: Props) {
  const words = useWords();
  const upcoming = visits.data?.upcoming ?? [];
  const [next, ...later] = upcoming;
  return (
    <section className="border-b border-border px-4 py-3">
      <h3 className="mb-2 flex text-meta font-semibold">
        {words('person.nextVisit')}
        {later.length > 0 ? (
          <span className="tabular ml-auto font-medium text-muted">
            {words('person.later', { count: later.length })}
          </span>
        ) : null}
      </h3>
      {visits.isPending ? <Skeleton rows={1} rowClassName="h-16" /> : null}
      {visits.isError ? <ErrorState error={visits.error} retry={() => void visits.refetch()} /> : null}
      {visits.isSuccess && !next ? <p className="text-muted">{words('visits.noneUpcoming')}</p> : null}
      {next ? <VisitCard visit={next} patientName={patientName} /> : null}
      {later.length > 0 ? (
        <details className="mt-2">
          <summary className="min-h-6 text-meta text-muted">{words('person.showLater')}</summary>
          <div className="mt-2 flex flex-col gap-2">
            {later.map((visit) => (
              <VisitCard key={visit.appointmentId} visit={visit} patientName={patientName} />
            ))}
          </div>
        </details>
      ) : null}
    </section>
  );
}

function VisitCard({ visit, patientName }: { visit: Visit; patientName: string }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const [cancelling, setCancelling] = useState(false);
  return (
    <div className="rounded-card border border-border bg-surface px-3 py-2.5">
      <p className="tabular font-semibold">{clock.moment(visit.startsAt)}</p>
      <p className="text-muted">
        {visitName(visit, clock.language)} · {visit.practitionerName} · {visit.locationName}
      </p>
      {visit.reason ? <p className="text-muted">{visit.reason}</p> : null}
      {visit.mayCancel ? (
        <Button size="compact" className="mt-2" onClick={() => setCancelling(true)}>
          {words('visit.cancel')}
        </Button>
      ) : null}
      {cancelling ? (
        <CancelVisit visit={visit} patientName={patientName} onClose={() => setCancelling(false)} />
      ) : null}
    </div>
  );
}
