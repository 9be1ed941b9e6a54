import { buttonClass } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Gone } from '../shell/Gone.tsx';

export function VisitGone() {
  const words = useWords();
  return (
    <Gone
      title={words('visit.goneTitle')}
      action={
        <Link to="/visits" className={buttonClass('primary', 'big')}>
          {words('offer.visits')}
        </Link>
      }
    >
      {words('visit.goneBody')}
    </Gone>
  );
}
