import { buttonClass } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';

export type NewTime = { patientId: string; startsAt: string; zone: string; who: string; where: string };

export function Moved({ appointmentId, to }: { appointmentId: string; to: NewTime }) {
  const words = useWords();
  const clock = useClock(to.zone);
  const said = useWordsFor(to.patientId);
  return (
    <div role="status">
      <Title tab={words('moved.title')} step="moved">
        {said('moved.title')}
      </Title>
      <section className="rounded-card bg-primary p-[20px] text-on-primary">
        <p className="tabular text-[1.5rem] leading-tight font-semibold first-letter:uppercase">
          {clock.longMoment(to.startsAt)}
        </p>
        <p className="mt-1">{[to.who, to.where].filter(Boolean).join(' · ')}</p>
        <p className="mt-3">{words('moved.old')}</p>
      </section>
      <div className="mt-5 flex flex-col gap-3">
        <Link to="/visits/$appointmentId" params={{ appointmentId }} className={buttonClass('plain', 'big')}>
          {words('home.see')}
        </Link>
        <Link to="/" className={buttonClass('quiet', 'big', 'text-primary')}>
          {words('booked.home')}
        </Link>
      </div>
    </div>
  );
}
