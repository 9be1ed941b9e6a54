import type { Appointment } from '@frontdesk/api';
import { Button, visitName } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useOpenPatient } from '../patients/guard.ts';
import { CancelVisit } from '../person/CancelVisit.tsx';
import { VisitStatus } from '../person/VisitStatus.tsx';
import { useClock } from '../session/session.ts';

/** One column of times per practitioner, in the order of the day. */
export function DayList({ visits }: { visits: Appointment[] }) {
  const words = useWords();
  const [cancelling, setCancelling] = useState<Appointment | null>(null);
  const withZone = new Set(visits.map((visit) => visit.timeZone)).size > 1;
  const practitioners = [...new Set(visits.map((visit) => visit.practitionerId))];
  const columns = practitioners.map((id) => ({
    id,
    own: visits.filter((visit) => visit.practitionerId === id),
  }));
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(22rem,1fr))] gap-4 p-4">
      {columns.map(({ id, own }) => (
        <section key={id} aria-label={own[0]?.practitionerName} className="rounded-card border border-border">
          <h2 className="flex gap-2 border-b border-border px-3 py-2 font-semibold">
            {own[0]?.practitionerName}
            <span className="tabular font-normal text-muted">
              {words('today.count', { count: own.length })}
            </span>
          </h2>
          <ul className="divide-y divide-border">
            {own.map((visit) => (
              <Row
                key={visit.appointmentId}
                visit={visit}
                withZone={withZone}
                cancel={() => setCancelling(visit)}
              />
            ))}
          </ul>
        </section>
      ))}
      {cancelling ? (
        <CancelVisit
          visit={cancelling}
          patientName={cancelling.patientName}
          onClose={() => setCancelling(null)}
        />
      ) : null}
    </div>
  );
}

type RowProps = { visit: Appointment; withZone: boolean; cancel: () => void };

function Row({ visit, withZone, cancel }: RowProps) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const open = useOpenPatient();
  const past = visit.status === 'cancelled';
  return (
    <li className="grid grid-cols-[4.5rem_1fr_auto] items-center gap-x-2 px-3 py-1.5">
      <span className="tabular font-medium">
        {clock.time(visit.startsAt)}
        {withZone ? (
          <span className="block text-meta font-normal text-muted">{clock.zoneName(visit.startsAt)}</span>
        ) : null}
      </span>
      <span className="min-w-0">
        <button
          type="button"
          className={`block max-w-full truncate text-left font-medium hover:underline ${past ? 'text-muted line-through' : ''}`}
          onClick={() => open({ patientId: visit.patientId, name: visit.patientName })}
        >
          {visit.patientName}
        </button>
        <span className="block truncate text-muted">
          {visitName(visit, clock.language)} · {visit.locationName}
        </span>
      </span>
      {visit.status === 'booked' ? (
        <Button
          look="quiet"
          size="compact"
          aria-label={words('today.cancelOne', { name: visit.patientName, when: clock.time(visit.startsAt) })}
          onClick={cancel}
        >
          {words('visit.cancel')}
        </Button>
      ) : (
        <VisitStatus status={visit.status} />
      )}
    </li>
  );
}
