import { type Channel, findTimes, listAppointments, type VisitType } from '@frontdesk/api';
import { queryOptions } from '@tanstack/react-query';

type Range = { from: string; to: string; practitionerId: string | undefined };

export const scheduleQuery = (range: Range) =>
  queryOptions({
    queryKey: ['scheduling', 'schedule', range],
    queryFn: ({ signal }) => listAppointments(range, { signal }),
  });

/** Free times of the shown days for one kind of visit, or for the one that moves: what is white on the schedule. */
export const openQuery = (
  range: Range,
  visit: { visitTypeId: string; channel: Channel | undefined; movesAppointmentId: string | undefined },
  today: string,
) =>
  queryOptions({
    queryKey: ['scheduling', 'times', 'open', range, visit],
    queryFn: ({ signal }) => findTimes({ ...range, ...visit, limit: 1000 }, { signal }),
    enabled: visit.visitTypeId !== '' && range.to >= today,
  });

/** Any gap that can hold a visit at all can hold the shortest. */
export const shortest = (types: readonly VisitType[]): VisitType | undefined =>
  [...types].sort(
    (a, b) => a.minutes + a.bufferBefore + a.bufferAfter - (b.minutes + b.bufferBefore + b.bufferAfter),
  )[0];
