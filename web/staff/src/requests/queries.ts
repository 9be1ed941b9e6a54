import {
  closeWorkItem,
  listWorkItems,
  releaseWorkItem,
  takeWorkItem,
  type WorkItem,
  type WorkOutcome,
} from '@frontdesk/api';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../session/session.ts';

export const itemsQuery = queryOptions({
  queryKey: ['worklist', 'items'],
  queryFn: ({ signal }) => listWorkItems({ signal }),
  // Names and what people wrote are not kept longer than they are looked at.
  gcTime: 60_000,
});

export function useMyId(): string | undefined {
  return useQuery(sessionQuery).data?.accountId;
}

/** Whether one may put an end to what another took: who went home with it has it for ever else. */
export function useMayForOthers(): boolean {
  const role = useQuery(sessionQuery).data?.role;
  return role === 'supervisor' || role === 'admin';
}

export type Act =
  | { does: 'take' | 'release'; itemIds: readonly string[] }
  | { does: 'close'; itemId: string; outcome: WorkOutcome; note: string };

/** Takes, gives back and closes. Of several that are taken at once, each is taken or refused by itself; the first refusal is told. */
export function useWork() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (act: Act) => {
      if (act.does === 'close')
        return void (await closeWorkItem(act.itemId, {
          outcome: act.outcome,
          ...(act.note ? { note: act.note } : {}),
        }));
      const one = act.does === 'take' ? takeWorkItem : releaseWorkItem;
      const done = await Promise.allSettled(act.itemIds.map(one));
      const refused = done.find((answer) => answer.status === 'rejected');
      if (refused) throw refused.reason;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['worklist'] }),
  });
}
export type Worker = ReturnType<typeof useWork>;

/** How much of the time until it is due is gone; 1 is late. */
export const shareOf = ({ createdAt, dueAt }: Pick<WorkItem, 'createdAt' | 'dueAt'>, now: number): number =>
  (now - Date.parse(createdAt)) / Math.max(Date.parse(dueAt) - Date.parse(createdAt), 60_000);
