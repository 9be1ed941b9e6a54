import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { useMay } from '../visit/receive.ts';
import { useMyState } from './desk.ts';

export type Command = { id: string; label: string; run: () => void };

export function useCommands(onKeys: () => void): Command[] {
  const words = useWords();
  const navigate = useNavigate();
  const { mutate: setState } = useMyState();
  const maySetUp = useMay('SetUpSchedule');
  return [
    { id: 'desk', label: words('keys.desk'), run: () => void navigate({ to: '/', search: {} }) },
    { id: 'patients', label: words('keys.patients'), run: () => void navigate({ to: '/patients' }) },
    { id: 'today', label: words('keys.today'), run: () => void navigate({ to: '/today', search: {} }) },
    {
      id: 'schedule',
      label: words('keys.schedule'),
      run: () => void navigate({ to: '/schedule', search: {} }),
    },
    {
      id: 'requests',
      label: words('keys.requests'),
      run: () => void navigate({ to: '/requests', search: {} }),
    },
    ...(maySetUp
      ? [
          {
            id: 'settings',
            label: words('keys.settings'),
            run: () => void navigate({ to: '/settings/{-$section}/{-$id}/{-$part}', params: {} }),
          },
        ]
      : []),
    { id: 'available', label: words('status.goAvailable'), run: () => setState({ state: 'available' }) },
    { id: 'away', label: words('status.goAway'), run: () => setState({ state: 'away', reason: 'other' }) },
    { id: 'keys', label: words('keys.title'), run: onKeys },
  ];
}
