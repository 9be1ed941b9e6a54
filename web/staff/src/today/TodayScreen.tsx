import { type Appointment, listAppointments } from '@frontdesk/api';
import { addDays, Button, EmptyState, IconButton, QueryView, SelectField, useUiWords } from '@frontdesk/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { practitionersQuery } from '../person/queries.ts';
import { useClock, useScreenTitle } from '../session/session.ts';
import { DayList } from './DayList.tsx';

const dayQuery = (date: string, practitionerId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'day', date, practitionerId],
    queryFn: async ({ signal }): Promise<Appointment[]> =>
      (
        await listAppointments(
          { from: date, to: date, practitionerId: practitionerId || undefined },
          { signal },
        )
      ).appointments,
  });

export function TodayScreen() {
  const words = useWords();
  useScreenTitle(words('today.title'));
  const clock = useClock();
  const navigate = useNavigate();
  const today = clock.date(new Date());
  const date = useSearch({ from: '/shell/today' }).date ?? today;
  const [practitionerId, setPractitioner] = useState('');
  const practitioners = useQuery(practitionersQuery).data ?? [];
  const day = useQuery(dayQuery(date, practitionerId));
  const go = (to: string) => void navigate({ to: '/today', search: to === today ? {} : { date: to } });
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 flex-col bg-surface">
      <header className="flex min-h-11 shrink-0 items-center gap-2 border-b border-border px-4 py-1">
        <h1 className="mr-2 text-title font-semibold first-letter:uppercase">
          {clock.longDay(`${date}T18:00:00Z`)}
        </h1>
        <IconButton label={words('today.before')} size="compact" onClick={() => go(addDays(date, -1))}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <Button size="compact" disabled={date === today} onClick={() => go(today)}>
          {words('today.title')}
        </Button>
        <IconButton label={words('today.after')} size="compact" onClick={() => go(addDays(date, 1))}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
        <div className="ml-auto w-52">
          <SelectField
            label={words('times.who')}
            hideLabel
            value={practitionerId}
            onChange={(event) => setPractitioner(event.target.value)}
          >
            <option value="">{words('today.everyone')}</option>
            {practitioners.map((one) => (
              <option key={one.practitionerId} value={one.practitionerId}>
                {one.name}
              </option>
            ))}
          </SelectField>
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <QueryView query={day}>
          {(visits) => (
            <DayList
              visits={visits}
              empty={<NoVisits filtered={practitionerId !== ''} clear={() => setPractitioner('')} />}
            />
          )}
        </QueryView>
      </div>
    </main>
  );
}

function NoVisits({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  const words = useWords();
  const ui = useUiWords();
  if (!filtered) return <EmptyState title={words('today.emptyTitle')}>{words('today.emptyBody')}</EmptyState>;
  return (
    <EmptyState
      title={words('today.emptyFilter')}
      action={<Button onClick={clear}>{ui('ui.clearFilter')}</Button>}
    />
  );
}
