import { findTimes, listAppointments, type Time } from '@frontdesk/api';
import { triesAgain } from '@frontdesk/ui';
import { queryOptions } from '@tanstack/react-query';
import type { Open } from './columns.ts';
import type { Asked } from './shading.ts';

type Range = { from: string; to: string; practitionerId: string | undefined };

export const scheduleQuery = (range: Range) =>
  queryOptions({
    queryKey: ['scheduling', 'schedule', range],
    queryFn: ({ signal }) => listAppointments(range, { signal }),
  });

/** More than any clinic has in a week; an answer that never ends would be asked for without end. */
const pages = 10;
class NeverEnds extends Error {}

/** All of them: where the answer breaks off, the rest of the day would look taken. */
async function allTimes(
  range: Range,
  { practitionerIds, ...asked }: Asked,
  signal: AbortSignal,
): Promise<Open> {
  const who = practitionerIds ? { practitionerIds } : {};
  const times: Time[] = [];
  let after: string | undefined;
  for (let page = 0; page < pages; page++) {
    const found = await findTimes({ ...range, ...asked, ...who, limit: 1000, after }, { signal });
    times.push(...found.times);
    if (!found.next) return { times, timeZones: found.timeZones };
    after = found.next;
  }
  throw new NeverEnds(`More than ${pages} pages of free times`);
}

/** Free times of the shown days, for each of these at once: what is white on the schedule. */
export const openQuery = (range: Range, asks: readonly Asked[], today: string) =>
  queryOptions({
    queryKey: ['scheduling', 'times', 'open', range, asks],
    queryFn: async ({ signal }): Promise<Open> => {
      const found = await Promise.all(asks.map((asked) => allTimes(range, asked, signal)));
      return {
        times: found.flatMap(({ times }) => times),
        timeZones: Object.assign({}, ...found.map(({ timeZones }) => timeZones)),
      };
    },
    retry: (failures, error) => !(error instanceof NeverEnds) && triesAgain(failures, error),
    enabled: asks.length > 0 && range.to >= today,
  });
