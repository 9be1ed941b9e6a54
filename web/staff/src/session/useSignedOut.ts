import { onSignedOut } from '@frontdesk/api';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { forgetDrafts } from '../desk/drafts.ts';

/** Goes to sign-in and remembers the place, once: the address already changes while that screen is being fetched. */
export function useToSignIn(): () => void {
  const router = useRouter();
  return useCallback(() => {
    const place = router.state.location;
    if (place.pathname.endsWith('/sign-in')) return;
    void router.navigate({ to: '/sign-in', search: { to: place.href }, replace: true });
  }, [router]);
}

/** Whichever request finds out that the session is over: what was on the screen is forgotten, the place is not. */
export function useSignedOut(): void {
  const queries = useQueryClient();
  const toSignIn = useToSignIn();
  useEffect(
    () =>
      onSignedOut(() => {
        toSignIn();
        queries.clear();
        forgetDrafts();
      }),
    [queries, toSignIn],
  );
}
