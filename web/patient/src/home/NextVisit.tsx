import type { Visit as VisitData } from '@frontdesk/api';
import { visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';

const big =
  'mt-4 flex min-h-13.5 items-center justify-center rounded-control bg-surface px-4 font-semibold text-primary';
const hero = 'rounded-card bg-primary p-5 text-on-primary';

export function NextVisit({ visit }: { visit: VisitData }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  return (
    <section aria-label={words('home.next')} className={hero}>
      <p className="font-semibold">{visitName(visit, clock.language)}</p>
      <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold tracking-[-0.01em] first-letter:uppercase">
        {clock.longMoment(visit.startsAt)}
      </p>
      <p>
        {visit.practitionerName} · {visit.locationName}
      </p>
      <Link to="/visits/$appointmentId" params={{ appointmentId: visit.appointmentId }} className={big}>
        {words('home.see')}
      </Link>
    </section>
  );
}

export function NoVisit() {
  const words = useWords();
  return (
    <section aria-label={words('home.next')} className={hero}>
      <p className="text-[1.5rem] leading-tight font-semibold">{words('home.noneTitle')}</p>
      <p className="mt-1">{words('home.noneBody')}</p>
      <Link to="/book" className={big}>
        {words('home.book')}
      </Link>
    </section>
  );
}
