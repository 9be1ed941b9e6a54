import { countWorkItems } from '@frontdesk/api';
import { queryOptions, useQuery } from '@tanstack/react-query';

const countQuery = queryOptions({
  queryKey: ['worklist', 'count'],
  queryFn: ({ signal }) => countWorkItems({ signal }),
});

/** How many items wait for anyone. Only the number: a name that stands on no screen is not read. */
export function useOpenWork(): number {
  return useQuery(countQuery).data?.open ?? 0;
}
