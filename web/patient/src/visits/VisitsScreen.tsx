import { buttonClass, EmptyState, ErrorState, QueryView, Skeleton, visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { MissedOffers } from '../offers/MissedOffers.tsx';
import { OfferCard } from '../offers/OfferCard.tsx';
import { openOffers } from '../offers/openOffers.ts';
import { MyRequests } from '../requests/MyRequests.tsx';
import { useMyRequests } from '../requests/queries.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';
import { MyPlaces } from '../waitlist/MyPlaces.tsx';
import { useMyWaitlist } from '../waitlist/queries.ts';
import { type MyVisit, useMyVisits } from './queries.ts';
import { VisitStatus } from './VisitStatus.tsx';

/** What is offered, what is booked, what one waits or asked for, and what was. */
export function VisitsScreen() {
  const words = useWords();
  const visits = useMyVisits();
  const asked = useMyRequests().data?.length ?? 0;
  const waiting = useMyWaitlist().data?.entries.length ?? 0;
  return (
    <>
      <Title>{words('visits.title')}</Title>
      <Offers />
      <QueryView query={visits} skeleton={<Skeleton rows={4} rowClassName="h-16" />}>
        {({ upcoming, past }) =>
          upcoming.length + past.length + asked + waiting === 0 ? (
            <NoVisits />
          ) : (
            <>
              <Group
                title={words('visits.upcoming')}
                visits={upcoming}
                empty={words('visits.noneUpcoming')}
              />
              <MyPlaces />
              <MyRequests />
              <Group title={words('visits.past')} visits={past} empty={words('visits.nonePast')} />
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Offers() {
  const words = useWords();
  const waitlist = useMyWaitlist();
  if (waitlist.isError && !waitlist.data)
    return (
      <ErrorState
        title={words('offer.failed')}
        error={waitlist.error}
        retry={() => void waitlist.refetch()}
      />
    );
  const offers = waitlist.data?.offers ?? [];
  return (
    <>
      <div className="flex flex-col gap-4 empty:hidden">
        {openOffers(offers).map((offer) => (
          <OfferCard key={offer.offerId} offer={offer} />
        ))}
      </div>
      <MissedOffers offers={offers} />
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

function Group({ title, visits, empty }: { title: string; visits: MyVisit[]; empty: string }) {
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

function Row({ visit }: { visit: MyVisit }) {
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
        <Whose patientId={visit.patientId} />
        <VisitStatus visit={visit} />
      </span>
      <ChevronRight size={20} aria-hidden className="text-muted" />
    </Link>
  );
}
