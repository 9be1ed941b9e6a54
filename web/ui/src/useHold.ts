import {
  type Channel,
  type Hold,
  hasCode,
  holdTime,
  type NearestTimes,
  namedTimes,
  releaseHold,
  type Time,
} from '@frontdesk/api';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';

/** Without a channel: the first one the visit type has. */
type Wanted = { time: Time; visitTypeId: string; channel?: Channel | undefined };

/** What was asked for stays with the hold: it becomes that kind of visit, whatever is looked for by then. */
export type Holding = Hold & Wanted;

/**
 * One time held for `patientId` at a time, and one for each visit of theirs that is being moved (`movingId`), whose present time is not in its way. It lets go by itself when the server's five minutes are over, and says so.
 * It is kept beside what was fetched: a pane that is closed and opened again still has it, the next session has not.
 */
export function useHold(patientId: string, onHeld?: (holding: Holding) => void, movingId = '') {
  const queries = useQueryClient();
  const kept = useQuery<Holding | null>({ queryKey: ['holding', patientId, movingId], queryFn: skipToken });
  const holding = kept.data ?? null;
  const setHolding = useCallback(
    (next: Holding | null) => queries.setQueryData(['holding', patientId, movingId], next),
    [queries, patientId, movingId],
  );
  const [expired, setExpired] = useState<Time | null>(null);
  const times = () => queries.invalidateQueries({ queryKey: ['scheduling', 'times'] });

  const hold = useMutation({
    mutationFn: async ({ time, visitTypeId, channel }: Wanted): Promise<Holding> => {
      // One that is gone already, or cannot be given back now, ends by itself and is in nobody's way.
      if (holding) await releaseHold(holding.holdId).catch(() => undefined);
      const { practitionerId, locationId, startsAt } = time;
      const how = { ...(channel ? { channel } : {}), ...(movingId ? { movesAppointmentId: movingId } : {}) };
      return {
        ...(await holdTime({ practitionerId, locationId, startsAt, visitTypeId, patientId, ...how })),
        time,
        visitTypeId,
        channel,
      };
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
  }, [holding, queries, setHolding]);

  const taken = hasCode(hold.error, 'time_taken') ? hold.error : null;
  return {
    holding,
    expired,
    hold: hold.mutate,
    /** The same once more, when what stood in the way is gone. */
    again: () => {
      if (hold.variables) hold.mutate(hold.variables);
    },
    release: release.mutate,
    /** After booking: the hold is gone because it became the appointment. */
    finish: () => setHolding(null),
    /** Forgets what was refused or ran out; what is held stays. */
    reset: () => {
      hold.reset();
      setExpired(null);
    },
    busy: hold.isPending || release.isPending,
    /** Somebody was faster; these are the nearest free times. */
    nearest: taken ? namedNearest(taken.more) : null,
    error: taken ? null : hold.error,
  };
}

const namedNearest = ({ nearest, practitioners }: NearestTimes) => namedTimes(nearest, practitioners);
