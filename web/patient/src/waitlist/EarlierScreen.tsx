import { QueryView, Skeleton } from '@frontdesk/ui';
import { useParams } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { BackLink } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';
import { type MyVisit, useMyVisits } from '../visits/queries.ts';
import { VisitGone } from '../visits/VisitGone.tsx';
import { VisitNow } from '../visits/VisitNow.tsx';
import { Joined } from './Joined.tsx';
import { useJoin } from './useJoin.ts';
import { WaitForm } from './WaitForm.tsx';

/** "Tell me of an earlier time": whoever waits for one keeps the visit they have. */
export function EarlierScreen() {
  const { appointmentId } = useParams({ from: '/shell/visits/$appointmentId/earlier' });
  const visits = useMyVisits();
  return (
    <QueryView query={visits} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
      {({ upcoming }) => {
        const visit = upcoming.find((one) => one.appointmentId === appointmentId);
        return visit?.mayMove ? <Earlier visit={visit} /> : <VisitGone />;
      }}
    </QueryView>
  );
}

function Earlier({ visit }: { visit: MyVisit }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const { patientId, visitTypeId, appointmentId } = visit;
  const join = useJoin({ patientId, visitTypeId, appointmentId });
  if (join.data) return <Joined patientId={patientId} waitlistId={join.data.waitlistId} />;
  return (
    <>
      <BackLink to="/visits/$appointmentId" params={{ appointmentId }}>
        {words('move.back')}
      </BackLink>
      <Title>{words('earlier.title')}</Title>
      <VisitNow visit={visit} kept={words('earlier.kept')} />
      <WaitForm
        visitTypeId={visitTypeId}
        start={{ practitionerId: visit.practitionerId, locationId: '' }}
        latest={clock.date(visit.startsAt)}
        busy={join.isPending}
        error={join.error}
        join={join.mutate}
      />
    </>
  );
}
