import { leaveWaitlist, type PatientWaitlistEntry, Problem } from '@frontdesk/api';
import { Button, Dialog, SaveError } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Whose } from '../session/Whose.tsx';

type Props = { entry: PatientWaitlistEntry; onClose: () => void };

export function LeaveList({ entry: { waitlistId, patientId }, onClose }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: async () => {
      await leaveWaitlist(waitlistId).catch((error) => {
        // Off the list already is what was wanted.
        if (!(error instanceof Problem && error.status === 404)) throw error;
      });
    },
    onSuccess: async () => {
      await navigate({ to: '/visits' });
      await queries.invalidateQueries({ queryKey: ['scheduling'] });
    },
  });
  return (
    <Dialog title={words('leave.title')} role="alertdialog" onClose={onClose}>
      <Whose patientId={patientId} className="mb-1 block font-semibold" />
      <p>{words('leave.body')}</p>
      <div className="mt-5 flex flex-col gap-3">
        <SaveError error={leave.error} />
        <Button look="danger" size="big" busy={leave.isPending} onClick={() => leave.mutate()}>
          {words('leave.confirm')}
        </Button>
        <Button size="big" data-focus onClick={onClose}>
          {words('leave.stay')}
        </Button>
      </div>
    </Dialog>
  );
}
