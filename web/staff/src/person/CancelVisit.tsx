import { type Appointment, cancelAppointment, cancelSeries, hasCode } from '@frontdesk/api';
import { Button, Dialog, SaveError, SelectField } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChartGate } from '../patients/ChartGate.tsx';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';

type Cancellable = Pick<
  Appointment,
  'appointmentId' | 'startsAt' | 'timeZone' | 'practitionerName' | 'seriesId'
>;
type Props = { visit: Cancellable; patientId: string; patientName: string; onClose: () => void };

const reasons = ['patient', 'clinic', 'mistake'] as const;

/** Says whose visit and when before it is gone; that somebody else cancelled it meanwhile is not an error. */
export function CancelVisit({ visit, patientId, patientName, onClose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock(visit.timeZone);
  const queries = useQueryClient();
  const [reason, setReason] = useState<string>(reasons[0]);
  const [rest, setRest] = useState(false);
  const cancel = useMutation({
    mutationFn: (): Promise<unknown> =>
      visit.seriesId && rest
        ? cancelSeries(visit.seriesId, { from: clock.date(visit.startsAt), reason })
        : cancelAppointment(visit.appointmentId, reason),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
    onSuccess: onClose,
  });
  const already = hasCode(cancel.error, 'already_cancelled');
  const started = hasCode(cancel.error, 'already_started') || hasCode(cancel.error, 'not_cancellable');
  return (
    <Dialog title={words('cancel.title')} role="alertdialog" onClose={onClose}>
      <p>
        {words('cancel.body', {
          name: patientName,
          when: clock.longMoment(visit.startsAt),
          who: visit.practitionerName,
        })}
      </p>
      <div className="mt-4 flex flex-col gap-4">
        <ChartGate patientId={patientId} error={cancel.error} onOpened={cancel.reset}>
          <SelectField
            data-focus
            label={words('cancel.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          >
            {reasons.map((id) => (
              <option key={id} value={id}>
                {words(`cancel.reason.${id}`)}
              </option>
            ))}
          </SelectField>
          {visit.seriesId ? (
            <label className="flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-primary"
                checked={rest}
                onChange={(event) => setRest(event.target.checked)}
              />
              {say('series.cancelRest')}
            </label>
          ) : null}
          <SaveError error={cancel.error}>
            {already ? words('cancel.already') : started ? words('cancel.started') : null}
          </SaveError>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{already ? words('cancel.close') : words('cancel.keep')}</Button>
            {already ? null : (
              <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
                {words('cancel.confirm')}
              </Button>
            )}
          </div>
        </ChartGate>
      </div>
    </Dialog>
  );
}
