import { ErrorState, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarPlus, Phone } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { meQuery, useClinic, useClock } from '../session/session.ts';
import { Title } from '../shell/Page.tsx';
import { useMyVisits } from '../visits/queries.ts';
import { NextVisit, NoVisit } from './NextVisit.tsx';

const tile =
  'flex min-h-24 flex-col justify-between gap-2 rounded-card border border-border bg-surface p-3.5 font-semibold';

/** The next thing first, and one press from everything else. */
export function HomeScreen() {
  const words = useWords();
  const clock = useClock();
  const clinic = useClinic();
  const name = useQuery(meQuery).data?.details.givenName?.split(' ')[0];
  const visits = useMyVisits();
  const hour = clock.hour(new Date());
  const partOfDay = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  const next = visits.data?.upcoming[0];
  return (
    <>
      <Title tab={words('tabs.home')}>
        {name ? words(`home.${partOfDay}`, { name }) : words('tabs.home')}
      </Title>
      {visits.isPending ? <Skeleton rows={1} rowClassName="h-48" /> : null}
      {visits.isError ? <ErrorState error={visits.error} retry={() => void visits.refetch()} /> : null}
      {visits.data ? next ? <NextVisit visit={next} /> : <NoVisit /> : null}
      <h2 className="mt-7 mb-2.5 text-title font-semibold">{words('home.need')}</h2>
      <div className="grid grid-cols-2 gap-3">
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
