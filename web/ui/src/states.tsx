import { hasCode, isUnsure, Problem } from '@frontdesk/api';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { useUiWords } from './i18n/useWords.ts';

/** Grey bars in the final geometry. Hidden for the first 150 ms. */
export function Skeleton({ rows = 3, rowClassName = 'h-9' }: { rows?: number; rowClassName?: string }) {
  const words = useUiWords();
  return (
    <div role="status" className="late flex flex-col gap-2 p-(--state-space)">
      <span className="sr-only">{words('ui.loading')}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} aria-hidden className={cx('rounded-control bg-border/60', rowClassName)} />
      ))}
    </div>
  );
}

type Message = { title: string; children?: ReactNode; action?: ReactNode };

export function EmptyState({ title, children, action }: Message) {
  return (
    <div className="flex flex-col items-start gap-2 p-(--state-space)">
      <p className="text-title font-semibold">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {action}
    </div>
  );
}

/** What failed, what is safe, a way on, and the id that the clinic's support can find. */
export function ErrorState({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const words = useUiWords();
  const problem = error instanceof Problem ? error : null;
  if (problem?.status === 403)
    return <EmptyState title={words('ui.notAllowedTitle')}>{words('ui.notAllowedBody')}</EmptyState>;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-(--state-space)">
      <p className="text-title font-semibold">{title ?? words('ui.errorTitle')}</p>
      <p className="max-w-prose text-muted">
        {words(problem?.status === 429 ? 'ui.tooMany' : 'ui.errorBody')}
      </p>
      {problem?.requestId ? (
        <p className="tabular text-meta break-all text-muted">
          {words('ui.reference', { id: problem.requestId })}
        </p>
      ) : null}
      {retry ? <Button onClick={retry}>{words('ui.retry')}</Button> : null}
    </div>
  );
}

type SaveErrorProps = {
  error: unknown;
  /** What was done and not answered is done again by the next press: the next code is texted, the next try counted. */
  repeats?: boolean;
  children?: ReactNode;
};

/** Beside the button that failed: it stays until the next try. What got no answer may be done, and is not called undone. */
export function SaveError({ error, repeats = false, children }: SaveErrorProps) {
  const words = useUiWords();
  if (!error) return null;
  const problem = error instanceof Problem ? error : null;
  const said = words(saidOf(error, repeats));
  return (
    <div role="alert" className="rounded-control border border-danger px-3 py-2 text-body text-danger">
      <p>{children ?? said}</p>
      {problem?.requestId && !children ? (
        <p className="tabular text-meta break-all">{words('ui.reference', { id: problem.requestId })}</p>
      ) : null}
    </div>
  );
}

function saidOf(error: unknown, repeats: boolean) {
  if (hasCode(error, 'already_done')) return 'ui.alreadyDone';
  if (hasCode(error, 'idempotency_key_reused')) return 'ui.changedSince';
  if (error instanceof Problem && error.status === 429) return 'ui.tooMany';
  if (!isUnsure(error)) return 'ui.saveFailed';
  return repeats ? 'ui.noAnswer' : 'ui.unsure';
}

function watchConnection(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** A thin line under the top bar while the network or the live stream is away. */
export function ConnectionBar({ reconnecting = false }: { reconnecting?: boolean }) {
  const words = useUiWords();
  const online = useSyncExternalStore(watchConnection, () => navigator.onLine);
  const said = online ? (reconnecting ? words('ui.reconnecting') : null) : words('ui.offline');
  return (
    <div role="status">
      {said ? (
        <p className="border-b border-border bg-note px-4 py-1 text-meta text-note-fg">{said}</p>
      ) : null}
    </div>
  );
}
