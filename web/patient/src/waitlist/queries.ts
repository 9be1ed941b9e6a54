import { listPatientWaitlist, type Offer } from '@frontdesk/api';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { askForEach } from '../session/people.ts';

export type MyOffer = Offer & { patientId: string };

const waitlistQuery = queryOptions({
  queryKey: ['scheduling', 'waitlist'],
  queryFn: async ({ client, signal }) => {
    const all = await askForEach(client, (patientId) => listPatientWaitlist(patientId, { signal }));
    return {
      entries: all.flatMap(({ answer }) => answer.entries),
      offers: all.flatMap(({ patientId, answer }): MyOffer[] =>
        answer.offers.map((offer) => ({ ...offer, patientId })),
      ),
    };
  },
});

/** What one waits for, or somebody one acts for, and what is offered: home, the list of visits, an offer and a place in line read the same answer. */
export const useMyWaitlist = () => useQuery(waitlistQuery);
