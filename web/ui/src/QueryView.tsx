import { Problem } from '@frontdesk/api';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState, Skeleton } from './states.tsx';

type Props<Data> = {
  query: UseQueryResult<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
};

/** Loading, error, no permission or the data: every screen passes through here, so none forgets a state. */
export function QueryView<Data>({ query, skeleton, children }: Props<Data>) {
  // What may no longer be seen is not shown from the cache either.
  const refused = query.error instanceof Problem && query.error.status === 403;
  if (query.data !== undefined && !refused) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton />;
}
