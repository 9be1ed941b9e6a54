import { EmptyState } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

export function NoPatient() {
  const words = useWords();
  return (
    <main id="content" tabIndex={-1} className="bg-surface p-4">
      <EmptyState title={words('patients.chooseTitle')}>{words('patients.chooseBody')}</EmptyState>
    </main>
  );
}
