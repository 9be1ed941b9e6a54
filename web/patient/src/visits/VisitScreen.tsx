import type { Visit as VisitData } from '@frontdesk/api';
import {
  Button,
  buttonClass,
  EmptyState,
  instructionsOf,
  QueryView,
  Skeleton,
  visitName,
} from '@frontdesk/ui';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import { Title } from '../shell/Page.tsx';
import { CancelVisit } from './CancelVisit.tsx';
import { useMyVisits } from './queries.ts';
import { VisitStatus } from './VisitStatus.tsx';

export function VisitScreen() {
  const words = useWords();
  const { appointmentId } = useParams({ from: '/shell/visits/$appointmentId' });
  const visits = useMyVisits();
  return (
    <>
      <Link to="/visits" className="-ml-1 inline-flex min-h-11 items-center gap-1 font-semibold text-primary">
        <ChevronLeft size={20} aria-hidden />
        {words('visits.title')}
      </Link>
      <QueryView query={visits} skeleton={<Skeleton rows={2} rowClassName="h-24" />}>
        {({ upcoming, past }) => {
          const visit = [...upcoming, ...past].find((one) => one.appointmentId === appointmentId);
          if (!visit)
            return <EmptyState title={words('visit.goneTitle')}>{words('visit.goneBody')}</EmptyState>;
          return <Visit visit={visit} />;
        }}
      </QueryView>
    </>
  );
}

function Visit({ visit }: { visit: VisitData }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const clinic = useClinic();
  const [cancelling, setCancelling] = useState(false);
  const facts: [string, string | null | undefined][] = [
    [words('visit.when'), clock.longMoment(visit.startsAt)],
    [words('visit.with'), visit.practitionerName],
    [words('visit.where'), [visit.locationName, visit.locationAddress].filter(Boolean).join(', ')],
    [words('visit.reason'), visit.reason],
    [words('visit.instructions'), instructionsOf(visit, clock.language)],
  ];
  return (
    <>
      <Title>{visitName(visit, clock.language)}</Title>
      <VisitStatus status={visit.status} />
      <dl className="mt-3 divide-y divide-border border-y border-border">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} className="py-3">
              <dt className="text-meta text-muted">{name}</dt>
              <dd className="tabular font-semibold first-letter:uppercase">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <div className="mt-6 flex flex-col gap-3">
        {visit.mayMove ? (
          <Link
            to="/visits/$appointmentId/move"
            params={{ appointmentId: visit.appointmentId }}
            className={buttonClass('plain', 'big')}
          >
            {words('visit.move')}
          </Link>
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
      </div>
      {cancelling ? <CancelVisit visit={visit} onClose={() => setCancelling(false)} /> : null}
    </>
  );
}
