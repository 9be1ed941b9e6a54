import { explainTime, type Time } from '@frontdesk/api';
import {
  Button,
  Clock,
  Dialog,
  ErrorState,
  Skeleton,
  TimeError,
  type useHold,
  visitName,
} from '@frontdesk/ui';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChartGate, useKnownOpen } from '../patients/ChartGate.tsx';
import { practitionersQuery } from '../person/queries.ts';
import { Slots } from '../person/Slots.tsx';
import { useClock } from '../session/session.ts';
import { MoveHeld } from '../visit/MoveHeld.tsx';
import { useVisitWords } from '../visit/words.ts';
import type { Proposal } from './Grid.tsx';
import { type Column, writeMinute } from './grid.ts';

/** `free`: the time that was meant, if there is one. */
export type Dropped = Proposal & { free: Time | undefined };

type Props = {
  at: Dropped;
  column: Column | undefined;
  holding: ReturnType<typeof useHold>;
  hold: (time: Time) => void;
  onMoved: (when: string) => void;
  onClose: () => void;
};

/** A hold is the test: what is held can be confirmed; what cannot says why, with the nearest times that can. */
export function MoveDialog({ at, column, holding, hold, onMoved, onClose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock(at.visit.timeZone);
  const near = (column?.free ?? [])
    // Of the minute it was dropped on, the answers above say more.
    .filter(({ minute }) => at.free || minute !== at.minute)
    .toSorted((a, b) => Math.abs(a.minute - at.minute) - Math.abs(b.minute - at.minute))
    .slice(0, 4)
    .sort((a, b) => a.minute - b.minute)
    .map(({ time }) => time);
  const held = holding.holding;
  const waits = holding.busy && !held;
  return (
    <Dialog title={say('move.title')} onClose={onClose}>
      <div className="mb-3 text-muted">
        <p>
          {at.visit.patientName} · {visitName(at.visit, clock.language)}
        </p>
        {/* Of a time that is held, both sides say it. */}
        {held || !column ? null : (
          <p className="tabular">
            {say('move.fromTo', {
              from: clock.moment(at.visit.startsAt),
              who: at.visit.practitionerName,
              to: new Clock(clock.language, 'UTC').moment(`${column.date}T${writeMinute(at.minute)}:00Z`),
              whom: column.practitionerName,
            })}
          </p>
        )}
      </div>
      {!at.free && !held && !waits && !holding.nearest && column ? (
        <WhyNotThere at={at} column={column} hold={hold} />
      ) : null}
      <ChartGate
        patientId={at.visit.patientId}
        error={holding.error}
        onOpened={() => {
          if (at.free) hold(at.free);
        }}
      >
        {waits ? <Skeleton rows={2} rowClassName="h-12" /> : null}
        {holding.expired ? (
          <p role="alert" className="mb-2 text-warn">
            {words('times.expired')}
          </p>
        ) : null}
        <TimeError error={holding.error} />
        <MoveHeld visit={at.visit} patientId={at.visit.patientId} holding={holding} onMoved={onMoved} />
        {holding.nearest ? (
          <div role="alert" data-focus tabIndex={-1}>
            <p className="mb-2 text-warn">{words('times.taken')}</p>
            <Slots times={holding.nearest} busy={holding.busy} onChoose={hold} />
          </div>
        ) : null}
        {!held && !waits && !holding.nearest && near.length > 0 ? (
          <section className="mt-3">
            <h3 className="mb-2 text-meta font-semibold">{say('schedule.near')}</h3>
            <Slots times={near} busy={holding.busy} onChoose={hold} />
          </section>
        ) : null}
      </ChartGate>
    </Dialog>
  );
}

type WhyProps = { at: Dropped; column: Column; hold: (time: Time) => void };

/** The server's word is the last: what was not known to be free when it was dropped may be. */
function WhyNotThere({ at, column, hold }: WhyProps) {
  const say = useVisitWords();
  const clock = useClock();
  const knownOpen = useKnownOpen(at.visit.patientId);
  const people = useQuery(practitionersQuery).data ?? [];
  const places = people.find((one) => one.practitionerId === column.practitionerId)?.locationIds ?? [];
  const locationId = places.includes(at.visit.locationId) ? at.visit.locationId : places[0];
  const name = column.practitionerName;
  const wanted = locationId
    ? {
        visitTypeId: at.visit.visitTypeId,
        ...(at.visit.channel ? { channel: at.visit.channel } : {}),
        ...(knownOpen ? { movesAppointmentId: at.visit.appointmentId } : {}),
        practitionerId: column.practitionerId,
        locationId,
        at: `${column.date}T${writeMinute(at.minute)}`,
      }
    : null;
  const said = useQuery({
    queryKey: ['scheduling', 'explain', wanted],
    queryFn: wanted ? ({ signal }) => explainTime(wanted, { signal }) : skipToken,
  });
  if (!wanted)
    return (
      <p role="alert" className="text-danger">
        {say('move.nowhere', { name })}
      </p>
    );
  if (said.isError) return <ErrorState error={said.error} retry={() => void said.refetch()} />;
  if (!said.data) return <Skeleton rows={1} rowClassName="h-6" />;
  const { answers, timeZone } = said.data;
  const there = new Clock(clock.language, timeZone);
  return (
    <div role="alert" className="flex flex-col items-start gap-2">
      {answers.map(({ startsAt, offered, ...answer }) => (
        <Fragment key={startsAt ?? ''}>
          <p className={offered ? 'font-medium text-ok' : 'font-medium text-danger'}>
            {/* Which of the two hours that have the same name. */}
            {startsAt && answers.length > 1 ? `${there.zoneName(startsAt)}: ` : null}
            {answer[clock.language]}
          </p>
          {offered && startsAt && locationId ? (
            <Button
              size="compact"
              onClick={() =>
                hold({
                  startsAt,
                  endsAt: startsAt,
                  practitionerId: column.practitionerId,
                  practitionerName: name,
                  locationId,
                })
              }
            >
              {say('explain.hold')}
            </Button>
          ) : null}
        </Fragment>
      ))}
    </div>
  );
}
