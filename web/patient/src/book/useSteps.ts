import type { Channel } from '@frontdesk/api';
import type { Holding } from '@frontdesk/ui';
import { useRouter, useRouterState } from '@tanstack/react-router';
import type { Wanted } from './wanted.ts';

/** What is held, by its ids and times: enough to take it up again after a reload. */
export type KeptHold = {
  holdId: string;
  startsAt: string;
  endsAt: string;
  expiresAt: string;
  practitionerId: string;
  locationId: string;
  visitTypeId: string;
  channel: Channel | undefined;
};

/**
 * A step of booking. It is kept in its entry of the browser's history, so that Back, Forward and a reload come to it again, and not
 * in the address, which is logged and shared. Ids and what was chosen of lists only: what somebody typed, and every name, is kept nowhere.
 */
export type BookingStep = {
  step: 'whom' | 'reason' | 'ask' | 'who' | 'time' | 'held' | 'wait' | 'booked';
  patientId: string;
  visitTypeId?: string;
  wanted?: Wanted;
  hold?: KeptHold;
  /** Of the waitlist's form: there were times that fit, and they were passed over. */
  timesFree?: boolean;
  /** What was booked. */
  appointmentId?: string;
};

declare module '@tanstack/react-router' {
  interface HistoryState {
    booking?: BookingStep;
  }
}

/** Where somebody is in booking, the way to the next step and the way back. `first`: where it begins. */
export function useSteps(first: BookingStep, patientIds: readonly string[]) {
  const router = useRouter();
  const kept = useRouterState({
    // On the way to another page the address is ahead of what is shown.
    select: ({ location, resolvedLocation }) =>
      (location.pathname.endsWith('/book') ? location : resolvedLocation)?.state.booking,
  });
  // Somebody else may have signed in since, or act for fewer.
  const at = kept && patientIds.includes(kept.patientId) ? kept : first;
  const go = (booking: BookingStep, replace = false) =>
    void router.navigate({ to: '/book', state: { booking }, replace });
  return { at, go, back: () => router.history.back(), backTwo: () => router.history.go(-2) };
}

export const keepHold = ({ holdId, startsAt, endsAt, expiresAt, ...held }: Holding): KeptHold => ({
  holdId,
  startsAt,
  endsAt,
  expiresAt,
  practitionerId: held.time.practitionerId,
  locationId: held.time.locationId,
  visitTypeId: held.visitTypeId,
  channel: held.channel,
});

/** Null once its five minutes are over. The name is looked up where it is shown. */
export function heldAgain(kept: KeptHold | undefined): Holding | null {
  if (!kept || Date.parse(kept.expiresAt) <= Date.now()) return null;
  const { practitionerId, locationId, visitTypeId, channel, ...hold } = kept;
  const { startsAt, endsAt } = hold;
  return {
    ...hold,
    visitTypeId,
    channel,
    time: { startsAt, endsAt, practitionerId, locationId, practitionerName: '' },
  };
}
