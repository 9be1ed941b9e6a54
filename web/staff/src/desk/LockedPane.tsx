import type { Call } from '@frontdesk/api';
import { EmptyState } from '@frontdesk/ui';
import { Lock } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { isLive } from '../shell/desk.ts';

export function LockedPane({ call }: { call: Call }) {
  const words = useWords();
  return (
    <div className="p-2">
      <Lock size={18} aria-hidden className="mt-4 ml-4 text-muted" />
      <EmptyState title={words('locked.title')}>
        {words(isLive(call) ? 'locked.body' : 'locked.never')}
      </EmptyState>
    </div>
  );
}
