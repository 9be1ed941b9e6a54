import type { Visit as VisitData } from '@frontdesk/api';
import { buttonClass, EmptyState, QueryView, Skeleton, visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Title } from '../shell/Page.tsx';
import { useMyVisits } from './queries.ts';
import { VisitStatus } from './VisitStatus.tsx';

export function VisitsScreen() {
  const words = useWords();
  const visits = useMyVisits();
  return (
    <>
      <Title>{words('visits.title')}</Title>
      <QueryView query={visits} skeleton={<Skeleton rows={4} rowClassName="h-16" />}>
        {({ upcoming, past }) =>
          upcoming.length + past.length === 0 ? (
            <NoVisits />
          ) : (
            <>
              <Group
                title={words('visits.upcoming')}
                visits={upcoming}
                empty={words('visits.noneUpcoming')}
              />
              <Group title={words('visits.past')} visits={past} empty={words('visits.nonePast')} />
            </>
          )
        }
      </QueryView>
    </>
  );
}

function NoVisits() {
  const words = useWords();
  return (
    <EmptyState
      title={words('visits.emptyTitle')}
      action={
        <Link to="/book" className={buttonClass('primary', 'control', 'mt-2')}>
          {words('home.book')}
        </Link>
      }
    >
      {words('visits.emptyBody')}
    </EmptyState>
  );
}

function Group({ title, visits, empty }: { title: string; visits: VisitData[]; empty: string }) {
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-title font-semibold">{title}</h2>
      {visits.length === 0 ? <p className="text-muted">{empty}</p> : null}
      <ul className="divide-y divide-border border-border">
        {visits.map((visit) => (
          <li key={visit.appointmentId}>
            <Row visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ visit }: { visit: VisitData }) {
  const clock = useClock(visit.timeZone);
  return (
    <Link
      to="/visits/$appointmentId"
      params={{ appointmentId: visit.appointmentId }}
      className="flex min-h-17 items-center gap-3 py-2.5"
    >
      <span className="min-w-0 flex-1">
        <span className="tabular block font-semibold first-letter:uppercase">
          {clock.moment(visit.startsAt)}
        </span>
        <span className="block text-meta text-muted">
          {visitName(visit, clock.language)} · {visit.practitionerName}
        </span>
        <VisitStatus status={visit.status} />
      </span>
      <ChevronRight size={20} aria-hidden className="text-muted" />
    </Link>
  );
}
