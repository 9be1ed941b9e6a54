import { listDispositions, showCall } from '@frontdesk/api';
import { queryOptions } from '@tanstack/react-query';

export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: ['callcenter', 'call', callId],
    queryFn: ({ signal }) => showCall(callId, { signal }),
  });

export const dispositionsQuery = queryOptions({
  queryKey: ['callcenter-settings', 'dispositions'],
  queryFn: async ({ signal }) => (await listDispositions({ signal })).dispositions,
  staleTime: 5 * 60_000,
});
