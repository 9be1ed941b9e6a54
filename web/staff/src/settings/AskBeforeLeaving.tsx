import { Button, Dialog } from '@frontdesk/ui';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSay } from './words.ts';

/** Asks before what was changed and not saved is left behind, also when the tab is closed. Signing out is not held up. */
export function AskBeforeLeaving({ dirty }: { dirty: boolean }) {
  const say = useSay();
  const { history } = useRouter();
  const [answer, setAnswer] = useState<((leave: boolean) => void) | null>(null);
  useEffect(() => {
    if (!dirty) return;
    return history.block({
      enableBeforeUnload: true,
      blockerFn: async ({ nextLocation }) => {
        if (nextLocation.pathname.endsWith('/sign-in')) return false;
        const leave = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
        setAnswer(null);
        return !leave;
      },
    });
  }, [dirty, history]);
  if (!answer) return null;
  return (
    <Dialog title={say('leave.title')} role="alertdialog" onClose={() => answer(false)}>
      <p>{say('leave.body')}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button data-focus onClick={() => answer(false)}>
          {say('leave.stay')}
        </Button>
        <Button look="danger" onClick={() => answer(true)}>
          {say('leave.leave')}
        </Button>
      </div>
    </Dialog>
  );
}
