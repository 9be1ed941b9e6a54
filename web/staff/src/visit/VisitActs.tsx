import { Button, useNow } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { CancelVisit } from '../person/CancelVisit.tsx';
import { type AnyVisit, stepsOf, useMay, type VisitStepper } from './receive.ts';
import { useVisitWords } from './words.ts';

type Props = {
  visit: AnyVisit;
  patientId: string;
  patientName: string;
  stepper: VisitStepper;
  /** Left out where moving is done already. */
  move?: (() => void) | undefined;
  /** What the server says where it says it; else as its rule has it: booked and still to come. */
  mayCancel?: boolean;
};

/** Everything that can be done with a visit now, the usual one first. */
export function VisitActs({ visit, patientId, patientName, stepper, move, mayCancel }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const now = useNow(30_000);
  const receives = useMay('ReceivePatients');
  const books = useMay('BookAppointments');
  const cancels = useMay('CancelAppointments');
  const [cancelling, setCancelling] = useState(false);
  const { next, others, back } = stepsOf(visit, new Date(now));
  const booked = visit.status === 'booked';
  const cancellable = mayCancel ?? (booked && Date.parse(visit.startsAt) > now);
  const busy = stepper.busyId === visit.appointmentId;
  return (
    <div className="flex flex-wrap gap-1.5">
      {receives && next ? (
        <Button
          size="compact"
          look="primary"
          busy={busy}
          onClick={() => stepper.set(visit, patientName, next)}
        >
          {say(`step.${next}`)}
        </Button>
      ) : null}
      {receives
        ? others.map((to) => (
            <Button key={to} size="compact" busy={busy} onClick={() => stepper.set(visit, patientName, to)}>
              {say(`step.${to}`)}
            </Button>
          ))
        : null}
      {books && booked && move ? (
        <Button size="compact" onClick={move}>
          {say('visit.move')}
        </Button>
      ) : null}
      {cancels && cancellable ? (
        <Button size="compact" onClick={() => setCancelling(true)}>
          {words('visit.cancel')}
        </Button>
      ) : null}
      {receives
        ? back.map((to) => (
            <Button
              key={to}
              size="compact"
              look="quiet"
              busy={busy}
              onClick={() => stepper.set(visit, patientName, to)}
            >
              {say(`back.${to}`)}
            </Button>
          ))
        : null}
      {cancelling ? (
        <CancelVisit
          visit={visit}
          patientId={patientId}
          patientName={patientName}
          onClose={() => setCancelling(false)}
        />
      ) : null}
    </div>
  );
}
