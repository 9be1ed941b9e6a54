import { actOnCall, type Call, type CallAct, type Desk, setMyState, showDesk } from '@frontdesk/api';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export const deskQuery = queryOptions({
  queryKey: ['callcenter', 'desk'],
  queryFn: ({ signal }) => showDesk({ signal }),
});

export function useDesk(): Desk | undefined {
  return useQuery(deskQuery).data;
}

/** The call that is ringing or talking, if there is one. */
export function useLiveCall(): Call | null {
  const call = useDesk()?.call ?? null;
  return call && isLive(call) ? call : null;
}

export function isLive(call: Call): boolean {
  return call.state === 'offered' || call.state === 'connected' || call.state === 'held';
}

export function isTalking(call: Call): boolean {
  return call.state === 'connected' || call.state === 'held';
}

/** What an agent does at the telephone; what fails of it is told on every screen. */
export const deskActs = ['desk-act'];

function useDeskMutation<Wanted>(act: (wanted: Wanted) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: deskActs,
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['callcenter'] }),
  });
}

export function useCallAct() {
  return useDeskMutation(({ call, act }: { call: Call; act: CallAct }) => actOnCall(call.callId, act));
}

/** Away always says why; the supervisor sees it. */
export const awayReasons = ['break', 'lunch', 'meeting', 'other'] as const;
export type Wish =
  | { state: 'available' | 'offline' }
  | { state: 'away'; reason: (typeof awayReasons)[number] };

export function useMyState() {
  return useDeskMutation((wanted: Wish) => setMyState(wanted));
}
