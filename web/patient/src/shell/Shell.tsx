import { Problem } from '@frontdesk/api';
import { ConnectionBar, ErrorState, Skeleton, useLive, useUiWords } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from '../session/session.ts';
import { useSignedOut, useToSignIn } from '../session/useSignedOut.ts';
import { Page } from './Page.tsx';
import { Tabs } from './Tabs.tsx';

export function Shell() {
  const session = useQuery(sessionQuery);
  if (session.data?.kind === 'patient') return <SignedIn />;
  if (session.isPending) return <Skeleton rows={3} rowClassName="h-24" />;
  if (session.data || (session.error instanceof Problem && session.error.status === 401)) return <ToSignIn />;
  return (
    <Page>
      <ErrorState error={session.error} retry={() => void session.refetch()} />
    </Page>
  );
}

function ToSignIn() {
  const toSignIn = useToSignIn();
  useEffect(toSignIn, [toSignIn]);
  return null;
}

function SignedIn() {
  const reconnecting = useLive();
  const ui = useUiWords();
  useSignedOut();
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface focus:px-4 focus:py-3"
      >
        {ui('ui.skipToContent')}
      </a>
      <ConnectionBar reconnecting={reconnecting} />
      <Page>
        <Outlet />
      </Page>
      <Tabs />
    </>
  );
}
