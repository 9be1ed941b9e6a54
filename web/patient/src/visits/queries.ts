import { listPatientAppointments, type Visit } from '@frontdesk/api';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { askForEach } from '../session/people.ts';

export type MyVisit = Visit & { patientId: string };

const start = (visit: Visit) => Date.parse(visit.startsAt);

const visitsQuery = queryOptions({
  queryKey: ['scheduling', 'visits'],
  queryFn: async ({ client, signal }) => {
    const all = await askForEach(client, (patientId) => listPatientAppointments(patientId, { signal }));
    const of = (list: 'upcoming' | 'past'): MyVisit[] =>
      all.flatMap(({ patientId, answer }) => answer[list].map((visit) => ({ ...visit, patientId })));
    return {
      upcoming: of('upcoming').sort((a, b) => start(a) - start(b)),
      past: of('past').sort((a, b) => start(b) - start(a)),
    };
  },
});

/** One's own visits and those of whom one acts for: home, the list and a single visit read the same answer. */
export const useMyVisits = () => useQuery(visitsQuery);
