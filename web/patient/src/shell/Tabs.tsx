import { Link } from '@tanstack/react-router';
import { CalendarDays, House, User } from 'lucide-react';
import { useWords } from '../i18n/words.ts';

const tab =
  'group flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[0.75rem] font-medium text-muted ' +
  'focus-visible:-outline-offset-2 aria-[current=page]:text-primary';
const glyph = 'grid rounded-full px-4.5 py-0.5 group-aria-[current=page]:bg-primary-soft';

export function Tabs() {
  const words = useWords();
  return (
    <nav
      aria-label={words('tabs.label')}
      className="fixed inset-x-0 bottom-0 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <div className="mx-auto flex max-w-140">
        <Link to="/" activeOptions={{ exact: true }} className={tab}>
          <span className={glyph}>
            <House size={24} aria-hidden />
          </span>
          {words('tabs.home')}
        </Link>
        <Link to="/visits" className={tab}>
          <span className={glyph}>
            <CalendarDays size={24} aria-hidden />
          </span>
          {words('tabs.visits')}
        </Link>
        <Link to="/you" className={tab}>
          <span className={glyph}>
            <User size={24} aria-hidden />
          </span>
          {words('tabs.you')}
        </Link>
      </div>
    </nav>
  );
}
