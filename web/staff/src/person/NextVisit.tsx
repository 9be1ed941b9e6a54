import type { PatientAppointments, Visit } from '@frontdesk/api';
import { ErrorState, Pill, Skeleton, visitName } from '@frontdesk/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useMarks } from '../visit/marks.ts';
import { useVisitStep, type VisitStepper } from '../visit/receive.ts';
import { StepSaid } from '../visit/StepSaid.tsx';
import { VisitActs } from '../visit/VisitActs.tsx';
import { useVisitWords } from '../visit/words.ts';
import { VisitStatus } from './VisitStatus.tsx';

type Props = {
  patientId: string;
  visits: UseQueryResult<PatientAppointments>;
  patientName: string;
  onMove: (visit: Visit) => void;
};

export function NextVisit({ patientId, visits, patientName, onMove }: Props) {
  const words = useWords();
  const stepper = useVisitStep();
  const card = { patientId, patientName, stepper, onMove };
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
      {next ? <VisitCard visit={next} {...card} /> : null}
      <StepSaid stepper={stepper} />
      {later.length > 0 ? (
        <details className="mt-2">
          <summary className="min-h-6 text-meta text-muted">{words('person.showLater')}</summary>
          <div className="mt-2 flex flex-col gap-2">
            {later.map((visit) => (
              <VisitCard key={visit.appointmentId} visit={visit} {...card} />
            ))}
          </div>
        </details>
      ) : null}
    </section>
  );
}

type CardProps = Omit<Props, 'visits'> & { visit: Visit; stepper: VisitStepper };

function VisitCard({ visit, patientId, patientName, stepper, onMove }: CardProps) {
  const clock = useClock(visit.timeZone);
  const say = useVisitWords();
  const marks = useMarks();
  return (
    <div className="flex flex-col gap-2 rounded-card border border-border bg-surface px-3 py-2.5">
      <div>
        <p className="tabular flex flex-wrap items-center gap-x-2 font-semibold">
          {clock.moment(visit.startsAt)}
          <VisitStatus status={visit.status} />
          {visit.status === 'booked' && visit.confirmedAt ? (
            <Pill tone="ok">{say('mark.confirmed')}</Pill>
          ) : null}
        </p>
        <p className="text-muted">
          {[
            visitName(visit, clock.language),
            visit.practitionerName,
            visit.locationName,
            ...marks(visit),
          ].join(' · ')}
        </p>
        {visit.reason ? <p className="text-muted">{visit.reason}</p> : null}
      </div>
      <VisitActs
        visit={visit}
        patientId={patientId}
        patientName={patientName}
        stepper={stepper}
        mayCancel={visit.mayCancel}
        move={visit.mayMove ? () => onMove(visit) : undefined}
      />
    </div>
  );
}
