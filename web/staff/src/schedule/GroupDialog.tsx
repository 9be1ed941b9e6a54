import type { Appointment } from '@frontdesk/api';
import { Button, Dialog, visitName } from '@frontdesk/ui';
import { VisitStatus } from '../person/VisitStatus.tsx';
import { useClock } from '../session/session.ts';
import { stepsOf, useMay, type VisitStepper } from '../visit/receive.ts';
import { StepSaid } from '../visit/StepSaid.tsx';
import { useVisitWords } from '../visit/words.ts';

type Props = {
  visits: readonly Appointment[];
  stepper: VisitStepper;
  open: (visit: Appointment) => void;
  onClose: () => void;
};

/** All who come to one time together: received from here, and opened one by one. */
export function GroupDialog({ visits, stepper, open, onClose }: Props) {
  const say = useVisitWords();
  const receives = useMay('ReceivePatients');
  const first = visits[0];
  const clock = useClock(first?.timeZone);
  if (!first) return null;
  const title = say('group.title', {
    what: visitName(first, clock.language),
    when: clock.time(first.startsAt),
  });
  return (
    <Dialog title={title} onClose={onClose} side>
      <p className="tabular border-b border-border px-4 py-2 text-muted">
        {[first.practitionerName, first.roomName].filter(Boolean).join(' · ')} ·{' '}
        {say('mark.seats', { taken: visits.length, seats: first.capacity ?? visits.length })}
      </p>
      <ul className="divide-y divide-border">
        {visits.map((visit) => {
          const next = receives ? stepsOf(visit, new Date()).next : null;
          return (
            <li key={visit.appointmentId} className="flex items-center gap-2 px-4 py-2">
              <button
                type="button"
                className="min-h-6 min-w-0 flex-1 truncate text-left font-semibold hover:underline"
                onClick={() => open(visit)}
              >
                {visit.patientName}
              </button>
              <VisitStatus status={visit.status} />
              {next ? (
                <Button
                  size="compact"
                  aria-label={say('step.one', {
                    step: say(`step.${next}`),
                    name: visit.patientName,
                    when: clock.time(visit.startsAt),
                  })}
                  busy={stepper.busyId === visit.appointmentId}
                  onClick={() => stepper.set(visit, visit.patientName, next)}
                >
                  {say(`step.${next}`)}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <div className="px-4 py-1">
        <StepSaid stepper={stepper} />
      </div>
    </Dialog>
  );
}
