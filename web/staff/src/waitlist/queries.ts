import {
  leaveWaitlist,
  listPatientWaitlist,
  listWaitlist,
  setUrgency,
  type Urgency,
  withdrawOffer,
} from '@frontdesk/api';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

export const waitlistQuery = queryOptions({
  queryKey: ['scheduling', 'waitlist'],
  queryFn: ({ signal }) => listWaitlist({ signal }),
  gcTime: 60_000,
});

/** Under the key of visits: it is forgotten with them when the chart closes. */
export const patientWaitlistQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'visits', patientId, 'waitlist'],
    queryFn: ({ signal }) => listPatientWaitlist(patientId, { signal }),
    gcTime: 60_000,
  });

export type EntryAct =
  | { does: 'urgency'; waitlistId: string; urgency: Urgency }
  | { does: 'leave'; waitlistId: string }
  | { does: 'withdraw'; offerId: string };

export function useEntryAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: EntryAct): Promise<unknown> => {
      if (act.does === 'urgency') return setUrgency(act.waitlistId, act.urgency);
      return act.does === 'leave' ? leaveWaitlist(act.waitlistId) : withdrawOffer(act.offerId);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
}
