import { listMyRequests } from '@frontdesk/api';
import { useQuery } from '@tanstack/react-query';

/** What one asked the clinic for, and what became of it. */
export function useMyRequests() {
  return useQuery({
    queryKey: ['scheduling', 'requests'],
    queryFn: async ({ signal }) => (await listMyRequests({ signal })).requests,
  });
}
