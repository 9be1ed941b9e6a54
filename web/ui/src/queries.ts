import { Problem } from '@frontdesk/api';
import { QueryClient } from '@tanstack/react-query';

/** An answer the server chose (4xx) is final; a lost connection or a 5xx is tried twice more. */
export const triesAgain = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof Problem && error.status < 500);

/**
 * Without a network everything fails at once, and says so: what is parked until it comes back is written after its sender has turned away.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 10_000,
        retry: triesAgain,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
