import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import type { MyOffer } from '../waitlist/queries.ts';

/** For a day: times that went to somebody else, so that who comes after a text too late reads what became of it. */
export function MissedOffers({ offers }: { offers: MyOffer[] }) {
  const missed = offers.filter((offer) => offer.state === 'lapsed' || offer.state === 'withdrawn');
  if (missed.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-col gap-2.5">
      {missed.map((offer) => (
        <li key={offer.offerId}>
          <Missed offer={offer} />
        </li>
      ))}
    </ul>
  );
}

function Missed({ offer }: { offer: MyOffer }) {
  const words = useWords();
  const clock = useClock(offer.timeZone);
  return (
    <Link
      to="/offers/$offerId"
      params={{ offerId: offer.offerId }}
      className="flex min-h-17 items-center gap-3 rounded-control bg-note px-4 py-2.5 text-note-fg"
    >
      <span className="flex-1">
        <span className="block font-semibold">
          {words('offer.missed', { when: clock.moment(offer.startsAt) })}
        </span>
        <Whose patientId={offer.patientId} className="block text-meta" />
        <span className="block text-meta">{words('offer.missedKeep')}</span>
      </span>
      <ChevronRight size={20} aria-hidden />
    </Link>
  );
}
