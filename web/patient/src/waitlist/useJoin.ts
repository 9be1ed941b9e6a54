import { type Channel, joinWaitlist, type WaitlistJoin } from '@frontdesk/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Wish } from './WaitForm.tsx';

/** Who waits, and for what beside the wish: the kind of visit, how, why, and the visit that would move. */
export type Cause = {
  patientId: string;
  visitTypeId: string;
  appointmentId?: string;
  channel?: Channel | undefined;
  reason?: string;
};

/** Puts somebody on the list; the answer names the place in line's address. */
export function useJoin(cause: Cause) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => joinWaitlist(body(cause, wish)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling', 'waitlist'] }),
  });
}

function body({ channel, reason, ...cause }: Cause, wish: Wish): WaitlistJoin {
  const { weekdays, partsOfDay, who, noticeMinutes, from, until } = wish;
  return {
    ...cause,
    weekdays,
    partsOfDay,
    noticeMinutes,
    ...(channel ? { channel } : {}),
    ...(reason ? { reason } : {}),
    ...(who.practitionerId ? { practitionerIds: [who.practitionerId] } : {}),
    ...(who.locationId ? { locationIds: [who.locationId] } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}
