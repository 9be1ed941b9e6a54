import { buttonClass, QueryView, Skeleton, useHold, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { among, StateField, useHomeState, usePractitioners, WhoFields } from '../book/ChooseWho.tsx';
import { PickTime, useFreeTimes } from '../book/PickTime.tsx';
import { locationsQuery } from '../book/queries.ts';
import type { Who } from '../book/wanted.ts';
import { useWords } from '../i18n/words.ts';
import { useClinic } from '../session/session.ts';
import { BackLink } from '../shell/BackLink.tsx';
import { Gone } from '../shell/Gone.tsx';
import { Title } from '../shell/Page.tsx';
import { Moved, type NewTime } from './Moved.tsx';
import { MoveHeld } from './MoveHeld.tsx';
import { type MyVisit, useMyVisits } from './queries.ts';
import { VisitNow } from './VisitNow.tsx';

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
    <Gone
      title={words('move.notTitle')}
      action={
        clinic ? (
          <a href={`tel:${clinic.phone}`} className={buttonClass('primary', 'big')}>
            {words('home.call')}
          </a>
        ) : null
      }
    >
      {words('move.notBody', { phone: writePhone(clinic?.phone ?? '') })}
    </Gone>
  );
}

/** The same person at the same place is offered first. The visit stays where it is until the new time is its own. */
function MoveVisit({ visit, onMoved }: { visit: MyVisit; onMoved: (to: NewTime) => void }) {
  const words = useWords();
  const { patientId, visitTypeId, appointmentId, channel = 'in-person' } = visit;
  const away = channel !== 'in-person';
  const people = usePractitioners(visitTypeId).data;
  const places = useQuery(locationsQuery);
  const home = useHomeState(patientId);
  const [chosen, setChosen] = useState<Who & { state: string }>({
    practitionerId: visit.practitionerId,
    locationId: away ? '' : visit.locationId,
    state: '',
  });
  const state = away ? chosen.state || home : '';
  const who = people ? among(people, chosen) : chosen;
  const free = useFreeTimes(patientId, visitTypeId, { ...who, channel, language: '', state }, appointmentId);
  const holding = useHold(patientId, () => scrollTo({ top: 0 }), appointmentId);
  const held = holding.holding;
  return (
    <>
      <Title step={held?.holdId ?? ''}>{words('move.title')}</Title>
      {held ? (
        <QueryView query={places}>
          {() => (
            <MoveHeld
              key={held.holdId}
              visit={visit}
              held={held}
              zone={free.zones[held.time.locationId] ?? visit.timeZone}
              release={holding.release}
              onMoved={(to) => {
                holding.finish();
                onMoved(to);
              }}
            />
          )}
        </QueryView>
      ) : (
        <>
          <VisitNow visit={visit} kept={words('move.kept')} />
          <div className="mb-6 flex flex-col gap-4">
            {away ? (
              <StateField
                patientId={patientId}
                state={state}
                choose={(next) => setChosen({ ...chosen, state: next })}
              />
            ) : null}
            <WhoFields
              who={chosen}
              people={people ?? []}
              anywhere={away}
              choose={(next) => setChosen({ ...chosen, ...next })}
            />
          </div>
          {away && !state ? null : (
            <PickTime free={free} holding={holding} visitTypeId={visitTypeId} channel={channel} />
          )}
        </>
      )}
    </>
  );
}
