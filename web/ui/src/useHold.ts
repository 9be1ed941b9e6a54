import { type Hold, hasCode, holdTime, releaseHold, type Time } from '@frontdesk/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Holding = Hold & { time: Time };

type Wanted = { time: Time; visitTypeId: string; patientId: string };

/** One time held at a time. It lets go by itself when the server's five minutes are over, and says so. */
export function useHold(onHeld?: (holding: Holding) => void) {
  const queries = useQueryClient();
  const [holding, setHolding] = useState<Holding | null>(null);
  const [expired, setExpired] = useState<Time | null>(null);
  const times = () => queries.invalidateQueries({ queryKey: ['scheduling', 'times'] });

  const hold = useMutation({
    mutationFn: async ({ time, visitTypeId, patientId }: Wanted): Promise<Holding> => {
      if (holding) await releaseHold(holding.holdId);
      const { practitionerId, locationId, startsAt } = time;
      return { ...(await holdTime({ practitionerId, locationId, startsAt, visitTypeId, patientId })), time };
    },
    onMutate: () => setExpired(null),
    onSuccess: (held) => {
      setHolding(held);
      onHeld?.(held);
    },
    onError: () => setHolding(null),
    onSettled: times,
  });

  const release = useMutation({
    mutationFn: async () => {
      if (holding) await releaseHold(holding.holdId);
    },
    onSettled: async () => {
      setHolding(null);
      await times();
    },
  });

  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      setExpired(holding.time);
      setHolding(null);
      void queries.invalidateQueries({ queryKey: ['scheduling', 'times'] });
    }, Date.parse(holding.expiresAt) - Date.now());
    return () => clearTimeout(timer);
  }, [holding, queries]);

  const taken = hasCode(hold.error, 'time_taken') ? hold.error : null;
  return {
    holding,
    expired,
    hold: hold.mutate,
    release: release.mutate,
    /** After booking: the hold is gone because it became the appointment. */
    finish: () => setHolding(null),
    busy: hold.isPending || release.isPending,
    /** Somebody was faster; these are the nearest free times. */
    nearest: taken ? ((taken.more.nearest ?? []) as Time[]) : null,
    error: taken ? null : hold.error,
  };
}
