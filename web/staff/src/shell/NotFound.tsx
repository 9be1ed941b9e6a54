import { buttonClass, EmptyState } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Fallback } from './Fallback.tsx';

export function NotFound() {
  const words = useWords();
  return (
    <Fallback title={words('notFound.title')}>
      <EmptyState
        title={words('notFound.title')}
        action={
          <Link to="/" search={{}} className={buttonClass()}>
            {words('keys.desk')}
          </Link>
        }
      >
        {words('notFound.body')}
      </EmptyState>
    </Fallback>
  );
}
