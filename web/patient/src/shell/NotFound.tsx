import { buttonClass } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Page, Title } from './Page.tsx';

export function NotFound() {
  const words = useWords();
  return (
    <Page>
      <Title>{words('notFound.title')}</Title>
      <p className="mb-5 text-muted">{words('notFound.body')}</p>
      <Link to="/" className={buttonClass('primary', 'big')}>
        {words('booked.home')}
      </Link>
    </Page>
  );
}
