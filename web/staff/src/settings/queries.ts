import { listCalendars, type SetUp, showSetUp } from '@frontdesk/api';
import { queryOptions, useQuery } from '@tanstack/react-query';

export const setUpQuery = queryOptions({
  queryKey: ['scheduling-settings', 'set-up'],
  queryFn: ({ signal }) => showSetUp({ signal }),
});

export const calendarsQuery = (practitionerId: string) =>
  queryOptions({
    queryKey: ['scheduling-settings', 'calendars', practitionerId],
    queryFn: ({ signal }) => listCalendars(practitionerId, { signal }),
  });

const nothing: SetUp = { locations: [], holidays: [], practitioners: [], rooms: [], visitTypes: [] };

/** Below the screen, which shows nothing of itself before the answer is there. */
export function useSetUp(): SetUp {
  return useQuery(setUpQuery).data ?? nothing;
}
