import { heartbeat, Problem } from '@frontdesk/api';
import { ConnectionBar, ErrorState, Skeleton, useLive, useUiWords } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { PatientGuard } from '../patients/PatientGuard.tsx';
import { sessionQuery } from '../session/session.ts';
import { useSignedOut, useToSignIn } from '../session/useSignedOut.ts';
import { ActProblem } from './ActProblem.tsx';
import { CommandBox } from './CommandBox.tsx';
import { useDesk } from './desk.ts';
import { Fallback } from './Fallback.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';
import { useKeepFocus } from './useKeepFocus.ts';
import { useShellKeys } from './useShellKeys.ts';

const KeySheet = lazy(async () => ({ default: (await import('../keys/KeySheet.tsx')).KeySheet }));

/** Nothing of the clinic is drawn before the session is known; without one, sign-in keeps the place. */
export function Shell() {
  const words = useWords();
  const session = useQuery(sessionQuery);
  if (session.data?.kind === 'staff') return <SignedIn />;
  if (session.isPending)
    return (
      <Fallback title={words('desk.title')}>
        <Skeleton rows={4} />
      </Fallback>
    );
  if (session.data || (session.error instanceof Problem && session.error.status === 401)) return <ToSignIn />;
  return (
    <Fallback title={words('desk.title')}>
      <ErrorState error={session.error} retry={() => void session.refetch()} />
    </Fallback>
  );
}

/** A tab that is closed stops beating, and the agent's lease runs out by itself. */
function useHeartbeat() {
  const state = useDesk()?.agent.state ?? 'offline';
  useEffect(() => {
    if (state === 'offline') return;
    const timer = setInterval(() => void heartbeat().catch(() => undefined), 10_000);
    return () => clearInterval(timer);
  }, [state]);
}

function ToSignIn() {
  const toSignIn = useToSignIn();
  useEffect(toSignIn, [toSignIn]);
  return null;
}

function SignedIn() {
  const [open, setOpen] = useState<'commands' | 'keys' | null>(null);
  const reconnecting = useLive();
  const ui = useUiWords();
  useHeartbeat();
  useSignedOut();
  useKeepFocus();
  useShellKeys(setOpen);
  return (
    <div className="grid h-dvh grid-rows-[44px_auto_minmax(0,1fr)] print:block print:h-auto">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface focus:px-3 focus:py-2"
      >
        {ui('ui.skipToContent')}
      </a>
      <TopBar onSearch={() => setOpen('commands')} onKeys={() => setOpen('keys')} />
      <div>
        <ConnectionBar reconnecting={reconnecting} />
        <ActProblem />
      </div>
      <div className="grid min-h-0 grid-cols-[52px_minmax(0,1fr)] print:block">
        <Rail />
        <Outlet />
      </div>
      {open === 'commands' ? (
        <CommandBox onClose={() => setOpen(null)} onKeys={() => setOpen('keys')} />
      ) : null}
      <Suspense>{open === 'keys' ? <KeySheet onClose={() => setOpen(null)} /> : null}</Suspense>
      <PatientGuard />
    </div>
  );
}
