import type { Appointment } from '@frontdesk/api';
import { Button, Dialog, Pill, visitName } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChartGate } from '../patients/ChartGate.tsx';
import { useOpenPatient } from '../patients/guard.ts';
import { OpenTimes } from '../person/OpenTimes.tsx';
import { VisitStatus } from '../person/VisitStatus.tsx';
import { useClock } from '../session/session.ts';
import type { VisitStepper } from './receive.ts';
import { StepSaid } from './StepSaid.tsx';
import { VisitActs } from './VisitActs.tsx';
import { useVisitWords } from './words.ts';

type Props = {
  visit: Appointment;
  stepper: VisitStepper;
  moving?: boolean;
  /** Told to when, in words. What is shown here is the visit as it was: who opened this closes it, and says so. */
  onMoved: (when: string) => void;
  onClose: () => void;
};

/** One visit of the day: who, when, what became of it, and all that can be done with it. */
export function VisitDialog({ visit, stepper, moving: movesNow = false, onMoved, onClose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock(visit.timeZone);
  const open = useOpenPatient();
  const [moving, setMoving] = useState(movesNow);
  const seats = visit.capacity ?? 1;
  const facts: [string, string | null][] = [
    [words('times.who'), visit.practitionerName],
    [say('explain.where'), visit.locationName],
    [
      say('wants.channel'),
      visit.channel && visit.channel !== 'in-person' ? say(`channel.${visit.channel}`) : null,
    ],
    [say('mark.room'), visit.roomName ?? null],
    [say('mark.seat'), seats > 1 ? say('mark.seats', { taken: visit.seat ?? 1, seats }) : null],
    [say('mark.repeats'), visit.seriesId ? say('mark.series') : null],
    [say('visit.reason'), visit.reason],
    [say('visit.overbooked'), visit.overbookReason],
  ];
  return (
    <Dialog title={visit.patientName} onClose={onClose} side>
      <div className="flex flex-col gap-3 border-b border-border px-4 py-3">
        <div>
          <p className="tabular font-semibold">{clock.longMoment(visit.startsAt)}</p>
          <p className="text-muted">{visitName(visit, clock.language)}</p>
          <p className="mt-1 flex flex-wrap gap-1.5 empty:hidden">
            <VisitStatus status={visit.status} />
            {visit.arrivedAt ? (
              <span className="tabular text-muted">
                {say('status.since', { when: clock.time(visit.arrivedAt) })}
              </span>
            ) : null}
            {visit.status === 'booked' && visit.confirmedAt ? (
              <Pill tone="ok">{say('mark.confirmedAt', { when: clock.moment(visit.confirmedAt) })}</Pill>
            ) : null}
            {visit.overbooked ? <Pill tone="warn">{say('visit.overbooked')}</Pill> : null}
          </p>
        </div>
        <dl className="grid grid-cols-[92px_1fr] gap-x-2 gap-y-1">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <VisitActs
          visit={visit}
          patientName={visit.patientName}
          patientId={visit.patientId}
          stepper={stepper}
          move={moving ? undefined : () => setMoving(true)}
        />
        {stepper.lastId === visit.appointmentId ? <StepSaid stepper={stepper} /> : null}
        <Button
          size="compact"
          look="quiet"
          className="self-start"
          onClick={() => {
            onClose();
            open({ patientId: visit.patientId, name: visit.patientName });
          }}
        >
          {say('visit.chart')}
        </Button>
      </div>
      {moving && visit.status !== 'booked' ? (
        <p role="alert" data-focus tabIndex={-1} className="px-4 py-3 text-warn">
          {say(visit.status === 'cancelled' ? 'move.cancelled' : 'move.closed')}
        </p>
      ) : null}
      {moving && visit.status === 'booked' ? (
        <MovePart visit={visit} onMoved={onMoved} onStop={() => setMoving(false)} />
      ) : null}
    </Dialog>
  );
}

type MoveProps = Pick<Props, 'visit' | 'onMoved'> & { onStop: () => void };

function MovePart({ visit, onMoved, onStop }: MoveProps) {
  return (
    <div className="px-4 py-3 has-[#book]:p-0">
      <ChartGate patientId={visit.patientId}>
        <OpenTimes patientId={visit.patientId} moving={visit} onStop={onStop} onDone={onMoved} />
      </ChartGate>
    </div>
  );
}
