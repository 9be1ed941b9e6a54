import { hasCode } from '@frontdesk/api';
import type { ReactNode } from 'react';
import { useUiWords } from './i18n/useWords.ts';
import { SaveError } from './states.tsx';

/** What holding, booking and moving are refused alike, for whoever is there already. `children`: what this act alone is refused. */
export function TimeError({ error, children }: { error: unknown; children?: ReactNode }) {
  const words = useUiWords();
  const inGroup = hasCode(error, 'already_in_group') ? words('ui.alreadyInGroup') : null;
  const there = hasCode(error, 'already_there') ? words('ui.alreadyThere') : null;
  const engaged = hasCode(error, 'already_engaged') ? words('ui.alreadyEngaged') : null;
  return <SaveError error={error}>{children ?? inGroup ?? there ?? engaged}</SaveError>;
}
