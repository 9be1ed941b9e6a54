import { buttonClass, EmptyState, QueryView, Skeleton, visitName } from '@frontdesk/ui';
import { Link, useParams } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';
import { type MyVisit, useMyVisits } from '../visits/queries.ts';
import { Joined } from './Joined.tsx';
import { useJoin } from './useJoin.ts';
import { WaitForm } from './WaitForm.tsx';

/** "Tell me of an earlier time": whoever waits for one keeps the visit they have. */
export function EarlierScreen() {
  const words = useWords();
  const { appointmentId } = useParams({ from: '/shell/visits/$appointmentId/earlier' });
  const visits = useMyVisits();
  return (
    <QueryView query={visits} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
      {({ upcoming }) => {
        const visit = upcoming.find((one) => one.appointmentId === appointmentId);
        return visit?.mayMove ? (
          <Earlier visit={visit} />
        ) : (
          <EmptyState
            title={words('visit.goneTitle')}
            action={
              <Link to="/visits" className={buttonClass('primary', 'big', 'mt-2')}>
                {words('offer.visits')}
              </Link>
            }
          >
            {words('visit.goneBody')}
          </EmptyState>
        );
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
      <section className="mb-6 rounded-card border border-border bg-surface p-4">
        <p className="text-meta text-muted">{words('move.now')}</p>
        <p className="tabular font-semibold first-letter:uppercase">{clock.longMoment(visit.startsAt)}</p>
        <p className="text-meta text-muted">
          {visitName(visit, clock.language)} · {visit.practitionerName}
        </p>
        <Whose patientId={patientId} />
        <p className="mt-2 text-meta">{words('earlier.kept')}</p>
      </section>
      <WaitForm
        start={{ practitionerId: visit.practitionerId, locationId: '' }}
        latest={clock.date(visit.startsAt)}
        busy={join.isPending}
        error={join.error}
        join={join.mutate}
      />
    </>
  );
}
