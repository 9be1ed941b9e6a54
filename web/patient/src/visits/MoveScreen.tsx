import { buttonClass, EmptyState, QueryView, Skeleton, useHold, visitName, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { does, WhoFields } from '../book/ChooseWho.tsx';
import { PickTime, useFreeTimes } from '../book/PickTime.tsx';
import { practitionersQuery } from '../book/queries.ts';
import type { Wanted } from '../book/wanted.ts';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';
import { Moved, type NewTime } from './Moved.tsx';
import { MoveHeld } from './MoveHeld.tsx';
import { type MyVisit, useMyVisits } from './queries.ts';

export function MoveScreen() {
  const words = useWords();
  const { appointmentId } = useParams({ from: '/shell/visits/$appointmentId/move' });
  const visits = useMyVisits();
  const [moved, setMoved] = useState<NewTime | null>(null);
  if (moved) return <Moved appointmentId={appointmentId} to={moved} />;
  return (
    <>
      <BackLink to="/visits/$appointmentId" params={{ appointmentId }}>
        {words('move.back')}
      </BackLink>
      <Title>{words('move.title')}</Title>
      <QueryView query={visits} skeleton={<Skeleton rows={3} rowClassName="h-17" />}>
        {({ upcoming }) => {
          const visit = upcoming.find((one) => one.appointmentId === appointmentId);
          return visit?.mayMove ? <MoveVisit visit={visit} onMoved={setMoved} /> : <NotMovable />;
        }}
      </QueryView>
    </>
  );
}

function NotMovable() {
  const words = useWords();
  const clinic = useClinic();
  return (
    <EmptyState
      title={words('move.notTitle')}
      action={
        clinic ? (
          <a href={`tel:${clinic.phone}`} className={buttonClass('primary', 'big', 'mt-2')}>
            {words('home.call')}
          </a>
        ) : null
      }
    >
      {words('move.notBody', { phone: writePhone(clinic?.phone ?? '') })}
    </EmptyState>
  );
}

/** The same person at the same place is offered first. The visit stays where it is until the new time is its own. */
function MoveVisit({ visit, onMoved }: { visit: MyVisit; onMoved: (to: NewTime) => void }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const { patientId } = visit;
  const people = useQuery(practitionersQuery).data ?? [];
  const [wanted, setWanted] = useState<Wanted>({
    practitionerId: visit.practitionerId,
    locationId: visit.locationId,
    channel: visit.channel,
    language: '',
    state: '',
  });
  const free = useFreeTimes(patientId, visit.visitTypeId, wanted, visit.appointmentId);
  const holding = useHold(patientId, () => scrollTo({ top: 0 }), visit.appointmentId);
  const held = holding.holding;
  if (held)
    return (
      <MoveHeld
        key={held.holdId}
        visit={visit}
        held={held}
        zone={free.zones[held.time.locationId]}
        release={holding.release}
        onMoved={(to) => {
          holding.finish();
          onMoved(to);
        }}
      />
    );
  return (
    <>
      <section className="rounded-card border border-border bg-surface p-4">
        <p className="text-meta text-muted">{words('move.now')}</p>
        <p className="tabular font-semibold first-letter:uppercase">{clock.longMoment(visit.startsAt)}</p>
        <p className="text-meta text-muted">
          {visitName(visit, clock.language)} · {visit.practitionerName}
        </p>
        <Whose patientId={patientId} />
        <p className="mt-2 text-meta">{words('move.kept')}</p>
      </section>
      <div className="my-6 flex flex-col gap-4">
        <WhoFields
          who={wanted}
          people={people.filter((one) => does(one, visit.visitTypeId))}
          choose={(who) => setWanted({ ...wanted, ...who })}
        />
      </div>
      <PickTime free={free} holding={holding} visitTypeId={visit.visitTypeId} channel={visit.channel} />
    </>
  );
}
