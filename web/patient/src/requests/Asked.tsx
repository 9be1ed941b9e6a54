import type { VisitType } from '@frontdesk/api';
import { buttonClass, typeName, useLanguage } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { Whose } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';

/** Sent: who acts now, and by when. */
export function Asked({ patientId, type }: { patientId: string; type: VisitType }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <div role="status">
      <Title step="asked">{words('asked.title')}</Title>
      <section className="rounded-card border border-border bg-surface p-[20px]">
        <p className="font-semibold">{typeName(type, language)}</p>
        <Whose patientId={patientId} />
        <p className="mt-1 text-muted">{words('asked.next')}</p>
      </section>
      <div className="mt-5 flex flex-col gap-3">
        <Link to="/visits" className={buttonClass('plain', 'big')}>
          {words('asked.see')}
        </Link>
        <Link to="/" className={buttonClass('quiet', 'big', 'text-primary')}>
          {words('booked.home')}
        </Link>
      </div>
    </div>
  );
}
