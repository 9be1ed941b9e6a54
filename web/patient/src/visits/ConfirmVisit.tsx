import { confirmAppointment, hasCode, type Visit } from '@frontdesk/api';
import { SaveError } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';

/** Booked, ahead, and not said yet. */
export const mayConfirm = (visit: Visit) => visit.mayCancel && !visit.confirmedAt;

/** Says that one will come; every screen with the visit shows it then. */
export function useConfirm(visit: Visit) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => confirmAppointment(visit.appointmentId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling', 'visits'] }),
  });
}

export function ConfirmError({ error }: { error: unknown }) {
  const words = useWords();
  return (
    <SaveError error={error}>{hasCode(error, 'not_confirmable') ? words('confirm.changed') : null}</SaveError>
  );
}
