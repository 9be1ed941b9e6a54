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
import { type QueryClient, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';

/** Without a channel: the first one the visit type has. */
type Wanted = { time: Time; visitTypeId: string; channel?: Channel | undefined };

/** What was asked for stays with the hold: it becomes that kind of visit, whatever is looked for by then. */
export type Holding = Hold & Wanted;

/** A hold that is no longer one: it became the visit, and the answer that said so was lost. */
export type BecameVisit = { holding: Holding; appointmentId: string; startsAt: string };

/** Gives it back, unless it became a visit. */
async function giveBack(holding: Holding): Promise<BecameVisit | null> {
  try {
    await releaseHold(holding.holdId);
    return null;
  } catch (error) {
    if (!hasCode(error, 'already_booked')) throw error;
    const { appointmentId, startsAt } = error.more;
    return { holding, appointmentId: String(appointmentId), startsAt: String(startsAt ?? holding.startsAt) };
  }
}

const keptAt = (patientId: string, movingId = '') => ['holding', patientId, movingId];

/** Takes up again what was held before a reload, unless something is held by now. */
export const takeUpHold = (queries: QueryClient, patientId: string, holding: Holding) =>
  queries.setQueryData<Holding | null>(keptAt(patientId), (kept) => kept ?? holding);

/**
 * One time held for `patientId` at a time, and one for each visit of theirs that is being moved (`movingId`), whose present time is not in its way. It lets go by itself when the server's five minutes are over, and says so.
 * It is kept beside what was fetched: a pane that is closed and opened again still has it, the next session has not.
 */
export function useHold(patientId: string, onHeld?: (holding: Holding) => void, movingId = '') {
  const queries = useQueryClient();
  const kept = useQuery<Holding | null>({ queryKey: keptAt(patientId, movingId), queryFn: skipToken });
  const holding = kept.data ?? null;
  const setHolding = useCallback(
    (next: Holding | null) => queries.setQueryData(keptAt(patientId, movingId), next),
    [queries, patientId, movingId],
  );
  const [expired, setExpired] = useState<Time | null>(null);
  const [booked, setBooked] = useState<BecameVisit | null>(null);
  const times = () => queries.invalidateQueries({ queryKey: ['scheduling', 'times'] });
  const tell = useCallback(
    async (became: BecameVisit) => {
      setHolding(null);
      setExpired(null);
      setBooked(became);
      await queries.invalidateQueries({ queryKey: ['scheduling'] });
    },
    [queries, setHolding],
  );

  const hold = useMutation({
    mutationFn: async ({ time, visitTypeId, channel }: Wanted): Promise<Holding | BecameVisit> => {
      // One that is gone already, or cannot be given back now, ends by itself and is in nobody's way.
      const became = holding ? await giveBack(holding).catch(() => null) : null;
      // Whoever has the visit may not want another.
      if (became) return became;
      const { practitionerId, locationId, startsAt } = time;
      const how = { ...(channel ? { channel } : {}), ...(movingId ? { movesAppointmentId: movingId } : {}) };
      return {
        ...(await holdTime({ practitionerId, locationId, startsAt, visitTypeId, patientId, ...how })),
        time,
        visitTypeId,
        channel,
      };
    },
    onMutate: () => {
      setExpired(null);
      setBooked(null);
    },
    onSuccess: (held) => {
      if ('appointmentId' in held) return tell(held);
      setHolding(held);
      onHeld?.(held);
    },
    onError: () => setHolding(null),
    onSettled: times,
  });

  const release = useMutation({
    mutationFn: async () => (holding ? await giveBack(holding) : null),
    onSettled: async (became) => {
      if (became) return tell(became);
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
      // Whether it ran out or had become the visit, only the server knows.
      void giveBack(holding).then(
        (became) => became && tell(became),
        () => undefined,
      );
    }, Date.parse(holding.expiresAt) - Date.now());
    return () => clearTimeout(timer);
  }, [holding, queries, setHolding, tell]);

  const taken = hasCode(hold.error, 'time_taken') ? hold.error : null;
  return {
    holding,
    expired,
    /** Nothing was given back, because it is a visit already. */
    booked,
    hold: hold.mutate,
    /** The same once more, when what stood in the way is gone. */
    again: () => {
      if (hold.variables) hold.mutate(hold.variables);
    },
    release: release.mutate,
    /** After booking: the hold is gone because it became the appointment. */
    finish: () => setHolding(null),
    /** Forgets what was refused, ran out or was booked; what is held stays. */
    reset: () => {
      hold.reset();
      setExpired(null);
      setBooked(null);
    },
    busy: hold.isPending || release.isPending,
    /** Somebody was faster; these are the nearest free times. */
    nearest: taken ? namedNearest(taken.more) : null,
    error: taken ? null : hold.error,
  };
}

const namedNearest = ({ nearest, practitioners }: NearestTimes) => namedTimes(nearest, practitioners);
