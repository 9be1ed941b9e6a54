import { buttonClass } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Gone } from './Gone.tsx';
import { Page } from './Page.tsx';

export function NotFound() {
  const words = useWords();
  return (
    <Page>
      <Gone
        title={words('notFound.title')}
        action={
          <Link to="/" className={buttonClass('primary', 'big')}>
            {words('booked.home')}
          </Link>
        }
      >
        {words('notFound.body')}
      </Gone>
    </Page>
  );
}
