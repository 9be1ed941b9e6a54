import { findTimes, listLocations, listPractitioners, listVisitTypes } from '@frontdesk/api';
import { addDays } from '@frontdesk/ui';
import { queryOptions } from '@tanstack/react-query';

const settings = { staleTime: 5 * 60_000 };

export const visitTypesQuery = queryOptions({
  queryKey: ['scheduling-settings', 'visit-types'],
  queryFn: async ({ signal }) => (await listVisitTypes({ signal })).visitTypes,
  ...settings,
});

export const practitionersQuery = queryOptions({
  queryKey: ['scheduling-settings', 'practitioners'],
  queryFn: async ({ signal }) => (await listPractitioners({ signal })).practitioners,
  ...settings,
});

export const locationsQuery = queryOptions({
  queryKey: ['scheduling-settings', 'locations'],
  queryFn: async ({ signal }) => (await listLocations({ signal })).locations,
  ...settings,
});

type Wanted = { visitTypeId: string; practitionerId: string; locationId: string; from: string };

/** Two weeks of free times; a patient who wants later moves the first day. */
export const timesQuery = ({ visitTypeId, practitionerId, locationId, from }: Wanted) =>
  queryOptions({
    queryKey: ['scheduling', 'times', { visitTypeId, practitionerId, locationId, from }],
    queryFn: ({ signal }) =>
      findTimes(
        {
          visitTypeId,
          practitionerId: practitionerId || undefined,
          locationId: locationId || undefined,
          from,
          to: addDays(from, 13),
          limit: 500,
        },
        { signal },
      ),
  });
