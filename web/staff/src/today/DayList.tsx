import type { Appointment } from '@frontdesk/api';
import { Button, IconButton, Pill, useKeys, useNow, visitName } from '@frontdesk/ui';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useOpenPatient } from '../patients/guard.ts';
import { VisitStatus } from '../person/VisitStatus.tsx';
import { useClock } from '../session/session.ts';
import { useListKeys } from '../shell/useListKeys.ts';
import { useMarks } from '../visit/marks.ts';
import { stepsOf, useMay, useVisitStep, type VisitStepper } from '../visit/receive.ts';
import { StepSaid } from '../visit/StepSaid.tsx';
import { VisitDialog } from '../visit/VisitDialog.tsx';
import { useVisitWords } from '../visit/words.ts';

type Props = {
  visits: Appointment[];
  /** What stands there without any: the last of them may have been moved away from here, and that is still said. */
  empty: ReactNode;
};

/** One column of times per practitioner, in the order of the day. J and K walk; E, N, M and U act on the row in focus. */
export function DayList({ visits, empty }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const [shown, setShown] = useState<{ appointmentId: string; moving: boolean } | null>(null);
  const [moved, setMoved] = useState('');
  const stepper = useVisitStep();
  const list = useListKeys<HTMLDivElement>();
  const receives = useMay('ReceivePatients');
  const books = useMay('BookAppointments');
  const { zone } = useClock();
  // Where all are on one clock that is not the clinic's, too.
  const withZone = visits.some((visit) => visit.timeZone !== zone);
  const practitioners = [...new Set(visits.map((visit) => visit.practitionerId))];
  const columns = practitioners.map((id) => ({
    id,
    own: visits.filter((visit) => visit.practitionerId === id),
  }));
  const focused = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-visit]');
    return visits.find((visit) => visit.appointmentId === row?.dataset.visit);
  };
  const step = (of: 'next' | 'noshow') => {
    const visit = focused();
    if (!visit || !receives) return;
    const steps = stepsOf(visit, new Date());
    const to = of === 'next' ? steps.next : steps.others.find((one) => one === 'noshow');
    if (to) stepper.set(visit, visit.patientName, to);
  };
  const show = (visit: Appointment, moving: boolean) => {
    setMoved('');
    setShown({ appointmentId: visit.appointmentId, moving });
  };
  useKeys({
    e: () => step('next'),
    n: () => step('noshow'),
    u: stepper.undo,
    m: () => {
      const visit = focused();
      if (visit?.status === 'booked' && books) show(visit, true);
    },
  });
  // As it is now.
  const open = visits.find((visit) => visit.appointmentId === shown?.appointmentId);
  // One that a colleague moved to another day is not of this list any more, and does not open again by itself on that day.
  if (shown && !open) setShown(null);
  return (
    <div className="flex min-h-full flex-col">
      {visits.length > 0 ? null : empty}
      <div
        ref={list}
        className="grid flex-1 content-start grid-cols-[repeat(auto-fill,minmax(22rem,1fr))] gap-4 p-4"
      >
        {columns.map(({ id, own }) => (
          <section
            key={id}
            aria-label={own[0]?.practitionerName}
            className="self-start rounded-card border border-border"
          >
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
                  stepper={stepper}
                  more={() => show(visit, false)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {stepper.done || stepper.error || moved ? (
        <div className="sticky bottom-0 border-t border-border bg-surface px-4 py-1.5">
          <StepSaid stepper={stepper} withKey />
          {moved ? (
            <p role="status" className="py-1 font-medium text-ok">
              {say('move.moved', { when: moved })}
            </p>
          ) : null}
        </div>
      ) : null}
      {shown && open ? (
        <VisitDialog
          visit={open}
          stepper={stepper}
          moving={shown.moving}
          onMoved={(when) => {
            setShown(null);
            setMoved(when);
          }}
          onClose={() => setShown(null)}
        />
      ) : null}
    </div>
  );
}

type RowProps = { visit: Appointment; withZone: boolean; stepper: VisitStepper; more: () => void };

function Row({ visit, withZone, stepper, more }: RowProps) {
  const say = useVisitWords();
  const marks = useMarks();
  const clock = useClock(visit.timeZone);
  const open = useOpenPatient();
  const now = useNow(30_000);
  const receives = useMay('ReceivePatients');
  const { next } = stepsOf(visit, new Date(now));
  const past = visit.status === 'cancelled';
  const who = { name: visit.patientName, when: clock.time(visit.startsAt) };
  return (
    <li
      data-visit={visit.appointmentId}
      className="grid min-h-11 grid-cols-[4.5rem_1fr_auto] items-center gap-x-2 px-3 py-1.5 focus-within:bg-sunken"
    >
      <span className="tabular font-medium">
        {clock.time(visit.startsAt)}
        {withZone ? (
          <span className="block text-meta font-normal text-muted">{clock.zoneName(visit.startsAt)}</span>
        ) : null}
      </span>
      <span className="min-w-0">
        <button
          type="button"
          data-row
          className={`block max-w-full truncate text-left font-medium hover:underline ${past ? 'text-muted line-through' : ''}`}
          onClick={() => open({ patientId: visit.patientId, name: visit.patientName })}
        >
          {visit.patientName}
        </button>
        <span className="block truncate text-muted">
          {visit.overbooked && !past ? (
            <span className="font-medium text-warn">{say('visit.overbooked')} · </span>
          ) : null}
          {[visitName(visit, clock.language), visit.locationName, ...marks(visit)].join(' · ')}
        </span>
      </span>
      <span className="flex items-center gap-1.5">
        <VisitStatus status={visit.status} />
        {visit.status === 'booked' && visit.confirmedAt ? (
          <Pill tone="ok">{say('mark.confirmed')}</Pill>
        ) : null}
        {receives && next ? (
          <Button
            size="compact"
            aria-label={say('step.one', { step: say(`step.${next}`), ...who })}
            busy={stepper.busyId === visit.appointmentId}
            onClick={() => stepper.set(visit, visit.patientName, next)}
          >
            {say(`step.${next}`)}
          </Button>
        ) : null}
        {past ? null : (
          <IconButton label={say('visit.more', who)} size="compact" onClick={more}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        )}
      </span>
    </li>
  );
}
