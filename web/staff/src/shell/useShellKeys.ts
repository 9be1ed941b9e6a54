import { useKeys } from '@frontdesk/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../visit/receive.ts';
import { useCallAct, useLiveCall } from './desk.ts';
import { focusPart } from './parts.ts';

/** Keys that work on every screen. The desk's own parts are shown first, then focused. */
export function useShellKeys(open: (what: 'commands' | 'keys') => void): void {
  const navigate = useNavigate();
  const call = useLiveCall();
  const maySetUp = useMay('SetUpSchedule');
  const { mutate: act } = useCallAct();
  const onDesk = (part: 'verify' | 'write-up') => {
    if (call) void navigate({ to: '/', search: {} }).then(() => focusPart(part));
    else focusPart(part);
  };
  useKeys({
    'mod+k': () => open('commands'),
    '?': () => open('keys'),
    'g d': () => void navigate({ to: '/', search: {} }),
    'g p': () => void navigate({ to: '/patients' }),
    'g t': () => void navigate({ to: '/today', search: {} }),
    'g s': () => void navigate({ to: '/schedule', search: {} }),
    'g r': () => void navigate({ to: '/requests', search: {} }),
    ...(maySetUp
      ? { 'g ,': () => void navigate({ to: '/settings/{-$section}/{-$id}/{-$part}', params: {} }) }
      : {}),
    a: () => {
      if (call?.state !== 'offered') return;
      act({ call, act: 'answer' });
      void navigate({ to: '/', search: {} });
    },
    v: () => onDesk('verify'),
    w: () => onDesk('write-up'),
    b: () => focusPart('book'),
  });
}
