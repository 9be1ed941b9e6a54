import type { QueueCall } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useCallerName } from '../shell/useCallerName.ts';
import type { Kind } from './Filters.tsx';

/** A caller in line, or one whom this desk missed. No names: who it is, is shown to the one who has the call. */
export function NotMine({ kind, call }: { kind: Exclude<Kind, 'toWriteUp'>; call: QueueCall }) {
  const words = useWords();
  const clock = useClock();
  const name = useCallerName(call);
  const fate = call.outcome === 'answered' ? 'answered' : call.outcome ? 'gone' : 'open';
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface">
      <header className="flex h-11 shrink-0 items-center gap-2.5 border-b border-border px-4">
        <h2 className="truncate text-title font-semibold">{name}</h2>
        <span className="tabular text-muted">{clock.moment(call.at)}</span>
      </header>
      <section className="m-6 max-w-prose rounded-card border border-border p-4">
        <h3 className="text-title font-semibold">{words(`notMine.${kind}`)}</h3>
        <p className="text-muted">
          {kind === 'waiting' ? words('notMine.waitingBody') : words(`notMine.missed.${fate}`)}
        </p>
      </section>
    </main>
  );
}
