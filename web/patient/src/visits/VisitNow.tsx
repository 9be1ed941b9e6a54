import { visitName } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import type { MyVisit } from './queries.ts';
import { useOffice } from './where.ts';

/** The visit as it is, over what would change it. `kept`: until when it stays so. */
export function VisitNow({ visit, kept }: { visit: MyVisit; kept: string }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const office = useOffice()(visit);
  return (
    <section className="mb-6 rounded-card border border-border bg-surface p-4">
      <p className="text-meta text-muted">{words('move.now')}</p>
      <p className="tabular font-semibold first-letter:uppercase">{clock.longMoment(visit.startsAt)}</p>
      <p className="text-meta text-muted">
        {[visitName(visit, clock.language), visit.practitionerName, office].filter(Boolean).join(' · ')}
      </p>
      <Whose patientId={visit.patientId} />
      <p className="mt-2 text-meta">{kept}</p>
    </section>
  );
}
