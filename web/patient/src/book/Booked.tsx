import { buttonClass } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';

export type BookedVisit = {
  patientId: string;
  appointmentId: string;
  startsAt: string;
  zone: string;
  typeName: string;
  who: string;
  where: string;
};

export function Booked({ visit }: { visit: BookedVisit }) {
  const words = useWords();
  const clock = useClock(visit.zone);
  const said = useWordsFor(visit.patientId);
  return (
    <div role="status">
      <Title tab={words('booked.title')} step="booked">
        {said('booked.title')}
      </Title>
      <section className="rounded-card bg-primary p-[20px] text-on-primary">
        <p className="font-semibold">{visit.typeName}</p>
        <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold first-letter:uppercase">
          {clock.longMoment(visit.startsAt)}
        </p>
        <p>{[visit.who, visit.where].filter(Boolean).join(' · ')}</p>
      </section>
      <div className="mt-5 flex flex-col gap-3">
        <Link
          to="/visits/$appointmentId"
          params={{ appointmentId: visit.appointmentId }}
          className={buttonClass('plain', 'big')}
        >
          {words('home.see')}
        </Link>
        <Link to="/" className={buttonClass('quiet', 'big', 'text-primary')}>
          {words('booked.home')}
        </Link>
      </div>
    </div>
  );
}
