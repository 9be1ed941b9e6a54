import type { Visit as VisitData } from '@frontdesk/api';
import { visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';

const big =
  'mt-4 flex min-h-13.5 items-center justify-center rounded-control bg-surface px-4 font-semibold text-primary';
const hero = 'rounded-card bg-primary p-5 text-on-primary';

export function NextVisit({ visit }: { visit: VisitData }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const clinic = useClinic();
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
      {clinic ? (
        <div className="mt-1.5 flex justify-around font-semibold">
          <a
            href={`tel:${clinic.phone}`}
            className="flex min-h-11 items-center px-3 focus-visible:outline-current"
          >
            {words('home.call')}
          </a>
        </div>
      ) : null}
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
