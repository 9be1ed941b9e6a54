import { useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** The page and its step that the reader of an app came to last. */
const arrivals = new WeakMap<object, string>();

/**
 * Who comes to another page, or another `step` of it, finds the focus on its title and reads on from there. It is left alone where
 * the app opens, which the browser reads from the top, and where news change what a page says.
 */
export function useArrival(step: string) {
  const title = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  // Of the page that is shown; the address is ahead of it while the next one is being fetched.
  const page = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.state.__TSR_key });
  useEffect(() => {
    if (!page) return;
    const before = arrivals.get(router);
    const now = `${page} ${step}`;
    arrivals.set(router, now);
    if (before && before !== now) title.current?.focus();
  }, [router, page, step]);
  return title;
}
