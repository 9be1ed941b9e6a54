import { onSignedOut, Problem } from '@frontdesk/api';
import { ConnectionBar, ErrorState, Skeleton, useLive, useUiWords } from '@frontdesk/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from '../session/session.ts';
import { Page } from './Page.tsx';
import { Tabs } from './Tabs.tsx';

export function Shell() {
  const session = useQuery(sessionQuery);
  const place = useLocation({ select: (location) => location.href });
  if (session.data?.kind === 'patient') return <SignedIn />;
  if (session.isPending) return <Skeleton rows={3} rowClassName="h-24" />;
  if (session.data || (session.error instanceof Problem && session.error.status === 401))
    return <Navigate to="/sign-in" search={{ to: place }} replace />;
  return (
    <Page>
      <ErrorState error={session.error} retry={() => void session.refetch()} />
    </Page>
  );
}

function SignedIn() {
  const reconnecting = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ui = useUiWords();
  const place = useLocation({ select: (location) => location.href });
  useEffect(
    () =>
      onSignedOut(() => {
        queries.clear();
        void navigate({ to: '/sign-in', search: { to: place }, replace: true });
      }),
    [queries, navigate, place],
  );
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
