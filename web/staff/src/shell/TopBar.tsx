import { Button, Kbd, Pill } from '@frontdesk/ui';
import { Search } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClinic } from '../session/session.ts';
import { CallPill } from './CallPill.tsx';
import { StatusMenu } from './StatusMenu.tsx';

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function TopBar({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const words = useWords();
  const clinic = useClinic();
  return (
    <header className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 border-b border-border bg-surface px-3 print:hidden">
      <div className="flex min-w-0 items-center gap-3">
        <span className="truncate font-semibold">{clinic?.name}</span>
        <span className="max-lg:hidden">
          <Pill>{words('shell.team')}</Pill>
        </span>
      </div>
      <CallPill />
      <div className="flex min-w-0 items-center justify-end gap-2">
        <Button size="compact" className="w-57 min-w-0 shrink justify-start text-muted" onClick={onSearch}>
          <Search size={15} aria-hidden />
          <span className="truncate">{words('shell.search')}</span>
          <span aria-hidden className="ml-auto">
            <Kbd>{apple ? '⌘K' : 'Ctrl K'}</Kbd>
          </span>
        </Button>
        <StatusMenu onKeys={onKeys} />
      </div>
    </header>
  );
}
