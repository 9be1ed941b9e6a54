import { findTimes, listLocations, listPractitioners, listVisitTypes } from '@frontdesk/api';
import { addDays } from '@frontdesk/ui';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Finding } from './finding.ts';

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

type Whose = {
  /** Is in some groups already. */
  patientId: string;
  /** Would move there: it is not in its own way. */
  movesAppointmentId?: string | undefined;
};

/** The soonest eight within four weeks, and on from there. */
export const timesQuery = ({ from, ...finding }: Finding, today: string, whose: Whose) => {
  const first = from || today;
  const { visitTypeId, practitionerIds, locationId, channel, language, partOfDay } = finding;
  return infiniteQueryOptions({
    queryKey: ['scheduling', 'times', 'found', first, finding, whose],
    queryFn: ({ signal, pageParam }) =>
      findTimes(
        {
          visitTypeId,
          practitionerIds,
          locationId: locationId || undefined,
          channel: channel || undefined,
          language: language || undefined,
          partOfDay: partOfDay || undefined,
          ...whose,
          from: first,
          to: addDays(first, 28),
          limit: 8,
          after: pageParam || undefined,
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: visitTypeId !== '',
  });
};
