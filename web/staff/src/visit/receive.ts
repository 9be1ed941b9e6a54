import { type Appointment, type Marks, setAppointmentStatus, type VisitStep } from '@frontdesk/api';
import { Clock } from '@frontdesk/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../session/session.ts';

/** What a visit needs to be received, moved or cancelled; the day list and a patient's list both have it. */
export type AnyVisit = Pick<
  Appointment,
  | 'appointmentId'
  | 'status'
  | 'startsAt'
  | 'endsAt'
  | 'timeZone'
  | 'practitionerId'
  | 'practitionerName'
  | 'locationId'
  | 'locationName'
  | 'visitTypeId'
  | 'visitTypeEn'
  | 'visitTypeEs'
  | 'reason'
> &
  Marks;
export type OfPatient = { patientId: string; patientName: string };

/** `next` is the one that usually follows; `back` undoes a slip. */
type Forth = Exclude<VisitStep, 'booked'>;
type Back = Extract<VisitStep, 'booked' | 'arrived' | 'checked-in'>;
export type Steps = { next: Forth | null; others: Forth[]; back: Back[] };
const none: Steps = { next: null, others: [], back: [] };

/** What a visit may become, as the server's rule has it: nobody arrives before the day or is missed before the start. */
export function stepsOf(visit: Pick<AnyVisit, 'status' | 'startsAt' | 'timeZone'>, now: Date): Steps {
  const clock = new Clock('en', visit.timeZone);
  const dayCame = clock.date(visit.startsAt) <= clock.date(now);
  const begun = Date.parse(visit.startsAt) <= now.getTime();
  if (visit.status === 'booked')
    return { next: dayCame ? 'arrived' : null, others: begun ? ['noshow'] : [], back: [] };
  if (visit.status === 'arrived') return { next: 'checked-in', others: ['fulfilled'], back: ['booked'] };
  if (visit.status === 'checked-in') return { next: 'fulfilled', others: [], back: ['arrived'] };
  if (visit.status === 'fulfilled') return { next: null, others: [], back: ['checked-in'] };
  if (visit.status === 'noshow') return { next: null, others: ['arrived'], back: ['booked'] };
  return none;
}

/** Whether the role holds a permission; the server decides again. */
export function useMay(permission: string): boolean {
  return useQuery(sessionQuery).data?.permissions.includes(permission) ?? false;
}

type Wanted = { visit: AnyVisit; name: string; to: VisitStep; undone?: boolean };

/** Sets what became of a visit and remembers the last step, so that one key takes it back. */
export function useVisitStep() {
  const queries = useQueryClient();
  const step = useMutation({
    mutationFn: ({ visit, to }: Wanted) => setAppointmentStatus(visit.appointmentId, to),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const { variables: last, data } = step;
  const done = data && last ? { ...last, before: data.before as VisitStep } : null;
  return {
    set: (visit: AnyVisit, name: string, to: VisitStep) => step.mutate({ visit, name, to }),
    undo: () => {
      if (done && !done.undone)
        step.mutate({ visit: done.visit, name: done.name, to: done.before, undone: true });
    },
    done,
    error: step.error,
    lastId: last?.visit.appointmentId,
    busyId: step.isPending ? last?.visit.appointmentId : undefined,
  };
}
export type VisitStepper = ReturnType<typeof useVisitStep>;
