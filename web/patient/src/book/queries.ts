import {
  findTimes,
  listLocations,
  listPractitioners,
  listVisitTypes,
  type Time,
  type Times,
} from '@frontdesk/api';
import { addDays, Clock } from '@frontdesk/ui';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Wanted } from './wanted.ts';

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

/** `today` and how many days `ahead` of it patients may book. */
type Asked = Wanted & {
  patientId: string;
  visitTypeId: string;
  today: string;
  ahead: number;
  /** The visit that would move there, which is not in its own way. */
  movesAppointmentId?: string | undefined;
};

/** The first day of two weeks, and the mark after which times of them are still to come. */
type Page = { from: string; after?: string };

/** Free times by the page: those of two weeks, 200 at once, then those of the next two. */
export const timesQuery = ({ today, ahead, ...wanted }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['scheduling', 'times', { ...wanted, today }],
    queryFn: ({ signal, pageParam: { from, after } }) =>
      findTimes({ ...wanted, from, to: addDays(from, 13), limit: 200, after }, { signal }),
    initialPageParam: { from: today } as Page,
    getNextPageParam: (last, _, { from }): Page | undefined => {
      if (last.next) return { from, after: last.next };
      const next = addDays(from, 14);
      return next <= addDays(today, ahead) ? { from: next } : undefined;
    },
    select: ({ pages, pageParams }) => ({
      soonest: pages.flatMap((page) => page.times).slice(0, 3),
      times: pages.flatMap((page, at) => (at === pages.length - 1 ? wholeDays(page) : page.times)),
      timeZones: Object.assign({}, ...pages.map((page) => page.timeZones)) as Record<string, string>,
      until: addDays(pageParams.at(-1)?.from ?? today, 13),
    }),
  });

/** A page that ends in the middle of a day keeps that day back until the next one is there, unless it has no other. */
function wholeDays({ times, timeZones, next }: Times): Time[] {
  const last = times.at(-1);
  if (!next || !last) return times;
  const dayOf = (time: Time) => new Clock('en', timeZones[time.locationId] ?? 'UTC').date(time.startsAt);
  const cut = dayOf(last);
  const whole = times.findLastIndex((time) => dayOf(time) !== cut) + 1;
  return whole > 0 ? times.slice(0, whole) : times;
}
