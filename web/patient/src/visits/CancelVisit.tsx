import { cancelAppointment, hasCode } from '@frontdesk/api';
import { Button, Dialog, SaveError } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import type { MyVisit } from './queries.ts';

type Props = { visit: MyVisit; onClose: () => void; onCancelled: () => void };

export function CancelVisit({ visit, onClose, onCancelled }: Props) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelAppointment(visit.appointmentId, 'patient'),
    onSuccess: onCancelled,
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const already = hasCode(cancel.error, 'already_cancelled');
  // The button that opened this is gone then.
  const close = already ? onCancelled : onClose;
  const started = hasCode(cancel.error, 'already_started') || hasCode(cancel.error, 'not_cancellable');
  return (
    <Dialog title={words('cancel.title')} role="alertdialog" onClose={close}>
      <Whose patientId={visit.patientId} className="mb-1 block font-semibold" />
      <p>{words('cancel.body', { when: clock.longMoment(visit.startsAt), who: visit.practitionerName })}</p>
      <div className="mt-5 flex flex-col gap-3">
        <SaveError error={cancel.error}>
          {already ? words('cancel.already') : started ? words('cancel.started') : null}
        </SaveError>
        {already ? null : (
          <Button look="danger" size="big" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {words('cancel.confirm')}
          </Button>
        )}
        <Button size="big" data-focus onClick={close}>
          {already ? words('cancel.close') : words('cancel.keep')}
        </Button>
      </div>
    </Dialog>
  );
}
