import { ErrorState, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarPlus, Phone } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { MissedOffers } from '../offers/MissedOffers.tsx';
import { OfferCard } from '../offers/OfferCard.tsx';
import { openOffers } from '../offers/openOffers.ts';
import { meQuery, useClinic, useClock } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';
import { type MyVisit, useMyVisits } from '../visits/queries.ts';
import { useMyWaitlist } from '../waitlist/queries.ts';
import { NextVisit, NextVisitRow, NoVisit } from './NextVisit.tsx';

const tile =
  'flex min-h-24 flex-col justify-between gap-2 rounded-card border border-border bg-surface p-3.5 font-semibold';

/** The next thing first, and one press from everything else. */
export function HomeScreen() {
  const words = useWords();
  const clock = useClock();
  const clinic = useClinic();
  const name = useQuery(meQuery).data?.details.givenName?.split(' ')[0];
  const hour = clock.hour(new Date());
  const partOfDay = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return (
    <>
      <Title tab={words('tabs.home')}>
        {name ? words(`home.${partOfDay}`, { name }) : words('tabs.home')}
      </Title>
      <Hero />
      <h2 className="mt-7 mb-2.5 text-title font-semibold">{words('home.need')}</h2>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-3">
        <Link to="/book" className={tile}>
          <CalendarPlus size={24} aria-hidden className="text-primary" />
          {words('home.book')}
        </Link>
        {clinic ? (
          <a href={`tel:${clinic.phone}`} className={tile}>
            <Phone size={24} aria-hidden className="text-primary" />
            {words('home.call')}
          </a>
        ) : null}
      </div>
    </>
  );
}

/** An offer cannot wait, so it stands before the next visit. */
function Hero() {
  const words = useWords();
  const visits = useMyVisits();
  const waitlist = useMyWaitlist();
  const offers = waitlist.data?.offers ?? [];
  const open = openOffers(offers);
  const said = useWordsFor(open[0]?.patientId ?? '');
  return (
    <>
      <p role="status" className="sr-only">
        {open.length > 0 ? said('offer.title') : ''}
      </p>
      <div className="flex flex-col gap-4 empty:hidden">
        {open.map((offer) => (
          <OfferCard key={offer.offerId} offer={offer} />
        ))}
      </div>
      {visits.isPending || waitlist.isPending ? <Skeleton rows={1} rowClassName="h-48" /> : null}
      {visits.isError ? <ErrorState error={visits.error} retry={() => void visits.refetch()} /> : null}
      {visits.data && !waitlist.isPending ? (
        <Next upcoming={visits.data.upcoming} below={open.length > 0} />
      ) : null}
      {waitlist.isError ? (
        <div className="mt-4">
          <ErrorState
            title={words('offer.failed')}
            error={waitlist.error}
            retry={() => void waitlist.refetch()}
          />
        </div>
      ) : null}
      <MissedOffers offers={offers} />
    </>
  );
}

/** The soonest is the hero, and the next of everybody else stands under it. */
function Next({ upcoming, below }: { upcoming: MyVisit[]; below: boolean }) {
  const nexts = upcoming.filter(
    (visit, at) => upcoming.findIndex((one) => one.patientId === visit.patientId) === at,
  );
  const [first] = nexts;
  const rows = below ? nexts : nexts.slice(1);
  return (
    <>
      {below ? null : first ? <NextVisit visit={first} /> : <NoVisit />}
      {rows.map((visit) => (
        <NextVisitRow key={visit.patientId} visit={visit} />
      ))}
    </>
  );
}
