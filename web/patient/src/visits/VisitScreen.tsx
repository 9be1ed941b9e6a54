import { Button, buttonClass, instructionsOf, QueryView, Skeleton, visitName } from '@frontdesk/ui';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import { useWhose } from '../session/Whose.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { Facts } from '../shell/Facts.tsx';
import { Title } from '../shell/Page.tsx';
import { useMyWaitlist } from '../waitlist/queries.ts';
import { CancelVisit } from './CancelVisit.tsx';
import { ConfirmError, mayConfirm, useConfirm } from './ConfirmVisit.tsx';
import { type MyVisit, useMyVisits } from './queries.ts';
import { VisitGone } from './VisitGone.tsx';
import { VisitStatus } from './VisitStatus.tsx';
import { useWhere } from './where.ts';

export function VisitScreen() {
  const words = useWords();
  const { appointmentId } = useParams({ from: '/shell/visits/$appointmentId' });
  const visits = useMyVisits();
  return (
    <>
      <BackLink to="/visits">{words('visits.title')}</BackLink>
      <QueryView query={visits} skeleton={<Skeleton rows={2} rowClassName="h-24" />}>
        {({ upcoming, past }) => {
          const visit = [...upcoming, ...past].find((one) => one.appointmentId === appointmentId);
          return visit ? <Visit visit={visit} /> : <VisitGone />;
        }}
      </QueryView>
    </>
  );
}

function Visit({ visit }: { visit: MyVisit }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const where = useWhere()(visit);
  const whose = useWhose(visit.patientId);
  const [done, setDone] = useState('');
  return (
    <>
      <Title step={done}>{visitName(visit, clock.language)}</Title>
      <VisitStatus visit={visit} />
      <Facts
        facts={[
          [words('visit.for'), whose?.name],
          [words('visit.when'), clock.longMoment(visit.startsAt)],
          [words('visit.with'), visit.practitionerName],
          [words('visit.where'), where.long],
          [words('visit.reason'), visit.reason],
          [words('visit.instructions'), instructionsOf(visit, clock.language)],
        ]}
      />
      <Acts visit={visit} onDone={setDone} />
    </>
  );
}

/** `onDone`: what was done, whose button is no more. */
function Acts({ visit, onDone }: { visit: MyVisit; onDone: (done: string) => void }) {
  const words = useWords();
  const clinic = useClinic();
  const confirm = useConfirm(visit);
  const [cancelling, setCancelling] = useState(false);
  const params = { appointmentId: visit.appointmentId };
  return (
    <div className="mt-6 flex flex-col gap-3">
      {mayConfirm(visit) ? (
        <>
          <ConfirmError error={confirm.error} />
          <Button
            look="primary"
            size="big"
            busy={confirm.isPending}
            onClick={() => confirm.mutate(undefined, { onSuccess: () => onDone('confirmed') })}
          >
            {words('confirm.confirm')}
          </Button>
        </>
      ) : null}
      {visit.mayMove ? (
        <>
          <Link to="/visits/$appointmentId/move" params={params} className={buttonClass('plain', 'big')}>
            {words('visit.move')}
          </Link>
          <EarlierTime visit={visit} />
        </>
      ) : null}
      {clinic ? (
        <a href={`tel:${clinic.phone}`} className={buttonClass('plain', 'big')}>
          {words('home.call')}
        </a>
      ) : null}
      {visit.mayCancel ? (
        <Button size="big" className="text-danger" onClick={() => setCancelling(true)}>
          {words('visit.cancel')}
        </Button>
      ) : null}
      {cancelling ? (
        <CancelVisit
          visit={visit}
          onClose={() => setCancelling(false)}
          onCancelled={() => {
            setCancelling(false);
            onDone('cancelled');
          }}
        />
      ) : null}
    </div>
  );
}

/** To the list, or for who stands on it already for this kind of visit, to the place in line. */
function EarlierTime({ visit }: { visit: MyVisit }) {
  const words = useWords();
  const waiting = useMyWaitlist().data?.entries.find(
    (one) => one.patientId === visit.patientId && one.visitTypeId === visit.visitTypeId,
  );
  if (waiting)
    return (
      <Link
        to="/waiting/$waitlistId"
        params={{ waitlistId: waiting.waitlistId }}
        className={buttonClass('plain', 'big')}
      >
        {words('joined.see')}
      </Link>
    );
  return (
    <Link
      to="/visits/$appointmentId/earlier"
      params={{ appointmentId: visit.appointmentId }}
      className={buttonClass('plain', 'big')}
    >
      {words('earlier.title')}
    </Link>
  );
}
