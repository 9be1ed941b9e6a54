import { Button, Dialog, useUiWords } from '@frontdesk/ui';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { askSwitch, useAskedSwitch } from './guard.ts';

/** Asked before another patient's chart is opened during a call: it names both. */
export function PatientGuard() {
  const words = useWords();
  const ui = useUiWords();
  const navigate = useNavigate();
  const asked = useAskedSwitch();
  if (!asked) return null;
  const close = () => askSwitch(null);
  const open = () => {
    close();
    void navigate({ to: '/patients/$patientId', params: { patientId: asked.to.patientId } });
  };
  return (
    <Dialog title={words('guard.title')} role="alertdialog" onClose={close}>
      <p>{words('guard.body', { from: asked.from, to: asked.to.name })}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={close}>{ui('ui.cancel')}</Button>
        <Button look="primary" onClick={open}>
          {words('guard.open', { to: asked.to.name })}
        </Button>
      </div>
    </Dialog>
  );
}
