import { buttonClass, QueryView, Skeleton, visitName } from '@frontdesk/ui';
import { Link, useParams } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWordsFor, Whose } from '../session/Whose.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { Gone } from '../shell/Gone.tsx';
import { Title } from '../shell/Page.tsx';
import { type MyOffer, useMyWaitlist } from '../waitlist/queries.ts';
import { OfferCard } from './OfferCard.tsx';

/** One offer at its own address: open, or what became of it, said kindly. */
export function OfferScreen() {
  const words = useWords();
  const { offerId } = useParams({ from: '/shell/offers/$offerId' });
  const waitlist = useMyWaitlist();
  return (
    <>
      <BackLink to="/">{words('tabs.home')}</BackLink>
      <QueryView query={waitlist} skeleton={<Skeleton rows={1} rowClassName="h-48" />}>
        {({ offers }) => {
          const offer = offers.find((one) => one.offerId === offerId);
          if (!offer) return <OfferGone />;
          return offer.state === 'open' ? <Open offer={offer} /> : <Answered offer={offer} />;
        }}
      </QueryView>
    </>
  );
}

function OfferGone() {
  const words = useWords();
  return (
    <Gone
      title={words('offer.goneTitle')}
      action={
        <Link to="/visits" className={buttonClass('primary', 'big')}>
          {words('offer.visits')}
        </Link>
      }
    >
      {words('offer.goneBody')}
    </Gone>
  );
}

function Open({ offer }: { offer: MyOffer }) {
  const words = useWords();
  return (
    <>
      <Title>{words('offer.screen')}</Title>
      <OfferCard offer={offer} />
      <p className="mt-4 text-muted">{words('offer.keep')}</p>
    </>
  );
}

/** Taken: the visit. Anything else: whoever waits goes on waiting, at the same place. */
function Answered({ offer }: { offer: MyOffer }) {
  const words = useWords();
  const clock = useClock(offer.timeZone);
  const { state } = offer;
  const taken = state === 'accepted';
  const done = offer.movesAppointmentId ? 'moved.title' : 'booked.title';
  const said = useWordsFor(offer.patientId);
  const title = taken ? said(done) : words(`offer.over.${state === 'declined' ? 'declined' : 'other'}`);
  return (
    <div role="status">
      {/* The tab names nobody. */}
      <Title tab={taken ? words(done) : title}>{title}</Title>
      <section
        className={
          taken
            ? 'rounded-card bg-primary p-[20px] text-on-primary'
            : 'rounded-card border border-border bg-surface p-[20px]'
        }
      >
        <Whose patientId={offer.patientId} className="block font-semibold" />
        <p className="font-semibold">{visitName(offer, clock.language)}</p>
        <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold first-letter:uppercase">
          {clock.longMoment(offer.startsAt)}
        </p>
        <p className={taken ? '' : 'text-muted'}>
          {offer.practitionerName} · {offer.locationName}
        </p>
        {taken ? null : (
          <p className="mt-3">
            {words(`offer.why.${state === 'declined' || state === 'withdrawn' ? state : 'lapsed'}`)}
          </p>
        )}
      </section>
      <div className="mt-5 flex flex-col gap-3">
        {taken ? (
          <Link
            to="/visits/$appointmentId"
            params={{ appointmentId: offer.movesAppointmentId ?? offer.offerId }}
            className={buttonClass('plain', 'big')}
          >
            {words('home.see')}
          </Link>
        ) : (
          <Link
            to="/waiting/$waitlistId"
            params={{ waitlistId: offer.waitlistId }}
            className={buttonClass('plain', 'big')}
          >
            {words('joined.see')}
          </Link>
        )}
        <Link to="/" className={buttonClass('quiet', 'big', 'text-primary')}>
          {words('booked.home')}
        </Link>
      </div>
    </div>
  );
}
