import { type Channel, findTimes, listAppointments, type Time, type VisitType } from '@frontdesk/api';
import { triesAgain } from '@frontdesk/ui';
import { queryOptions } from '@tanstack/react-query';
import type { Open } from './columns.ts';

type Range = { from: string; to: string; practitionerId: string | undefined };

export const scheduleQuery = (range: Range) =>
  queryOptions({
    queryKey: ['scheduling', 'schedule', range],
    queryFn: ({ signal }) => listAppointments(range, { signal }),
  });

/** More than any clinic has in a week; an answer that never ends would be asked for without end. */
const pages = 10;
class NeverEnds extends Error {}

/** Free times of the shown days for one kind of visit, or for the one that moves: what is white on the schedule. */
export const openQuery = (
  range: Range,
  visit: { visitTypeId: string; channel: Channel | undefined; movesAppointmentId: string | undefined },
  today: string,
  works: boolean,
) =>
  queryOptions({
    queryKey: ['scheduling', 'times', 'open', range, visit],
    // All of them: where the answer breaks off, the rest of the day would look taken.
    queryFn: async ({ signal }): Promise<Open> => {
      const times: Time[] = [];
      let after: string | undefined;
      for (let page = 0; page < pages; page++) {
        const found = await findTimes({ ...range, ...visit, limit: 1000, after }, { signal });
        times.push(...found.times);
        if (!found.next) return { times, timeZones: found.timeZones };
        after = found.next;
      }
      throw new NeverEnds(`More than ${pages} pages of free times`);
    },
    retry: (failures, error) => !(error instanceof NeverEnds) && triesAgain(failures, error),
    enabled: works && visit.visitTypeId !== '' && range.to >= today,
  });

/** Any gap that can hold a visit at all can hold the shortest. */
export const shortest = (types: readonly VisitType[]): VisitType | undefined =>
  [...types].sort(
    (a, b) => a.minutes + a.bufferBefore + a.bufferAfter - (b.minutes + b.bufferBefore + b.bufferAfter),
  )[0];
