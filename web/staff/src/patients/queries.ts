import { listPatientAppointments, showChart, showHousehold } from '@frontdesk/api';
import { type QueryClient, queryOptions } from '@tanstack/react-query';

export const chartQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patients', 'chart', patientId],
    queryFn: ({ signal }) => showChart(patientId, { signal }),
    // A chart is not kept in the browser's memory longer than it is looked at.
    gcTime: 60_000,
  });

export const householdQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patients', 'household', patientId],
    queryFn: ({ signal }) => showHousehold(patientId, { signal }),
    gcTime: 60_000,
  });

export const visitsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'visits', patientId],
    queryFn: ({ signal }) => listPatientAppointments(patientId, { signal }),
    gcTime: 60_000,
  });

/** That a chart was opened for a reason in this browser. What the server says of it is the last word. */
export const openedKey = (patientId: string) => ['patients', 'opened', patientId];

/** What was seen of patients leaves the browser's memory; what is still allowed is asked for again. */
export function forgetCharts(queries: QueryClient): void {
  for (const queryKey of [
    ['patients', 'chart'],
    ['patients', 'household'],
    ['patients', 'opened'],
    ['scheduling', 'visits'],
  ])
    queries.removeQueries({ queryKey });
}
