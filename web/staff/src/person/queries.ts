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

type Wanted = { visitTypeId: string; practitionerId: string | undefined; from: string };

/** The soonest eight within four weeks. */
export const timesQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['scheduling', 'times', wanted],
    queryFn: ({ signal }) => findTimes({ ...wanted, to: addDays(wanted.from, 28), limit: 8 }, { signal }),
    enabled: wanted.visitTypeId !== '',
  });
