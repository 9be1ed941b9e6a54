import { cx } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { CalendarDays, CalendarRange, Inbox, ListChecks, Settings, Users } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useMay } from '../visit/receive.ts';
import { useDesk } from './desk.ts';
import { useOpenWork } from './work.ts';

const item =
  'relative grid size-9 place-items-center rounded-[8px] border border-transparent text-muted hover:text-fg ' +
  'aria-[current=page]:border-border aria-[current=page]:bg-surface aria-[current=page]:text-primary';

export function Rail() {
  const words = useWords();
  const desk = useDesk();
  const open = useOpenWork();
  const maySetUp = useMay('SetUpSchedule');
  const waits = (desk?.waiting.length ?? 0) + (desk?.missed.length ?? 0) > 0;
  return (
    <nav
      aria-label={words('shell.main')}
      className="flex flex-col items-center gap-1 border-r border-border bg-sunken py-2.5 print:hidden"
    >
      <Link
        to="/"
        search={{}}
        activeOptions={{ exact: true, includeSearch: false }}
        className={item}
        title={words('desk.title')}
      >
        <Inbox size={18} aria-hidden />
        <span className="sr-only">{words('desk.title')}</span>
        <span
          aria-hidden
          className={cx('absolute top-1.5 right-1.5 size-2 rounded-full bg-danger', !waits && 'hidden')}
        />
      </Link>
      <Link to="/patients" className={item} title={words('patients.title')}>
        <Users size={18} aria-hidden />
        <span className="sr-only">{words('patients.title')}</span>
      </Link>
      <Link
        to="/today"
        search={{}}
        activeOptions={{ includeSearch: false }}
        className={item}
        title={words('today.title')}
      >
        <CalendarDays size={18} aria-hidden />
        <span className="sr-only">{words('today.title')}</span>
      </Link>
      <Link
        to="/schedule"
        search={{}}
        activeOptions={{ includeSearch: false }}
        className={item}
        title={words('shell.schedule')}
      >
        <CalendarRange size={18} aria-hidden />
        <span className="sr-only">{words('shell.schedule')}</span>
      </Link>
      <Link
        to="/requests"
        search={{}}
        activeOptions={{ includeSearch: false }}
        className={item}
        title={words('shell.requests')}
      >
        <ListChecks size={18} aria-hidden />
        <span className="sr-only">
          {words('shell.requests')} {open > 0 ? open : null}
        </span>
        {open > 0 ? (
          <span
            aria-hidden
            className="tabular absolute -top-0.5 -right-1 min-w-4 rounded-full bg-primary px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-primary"
          >
            {open > 99 ? '99+' : open}
          </span>
        ) : null}
      </Link>
      {maySetUp ? (
        <Link
          to="/settings/{-$section}/{-$id}/{-$part}"
          params={{}}
          className={cx(item, 'mt-auto')}
          title={words('shell.settings')}
        >
          <Settings size={18} aria-hidden />
          <span className="sr-only">{words('shell.settings')}</span>
        </Link>
      ) : null}
    </nav>
  );
}
