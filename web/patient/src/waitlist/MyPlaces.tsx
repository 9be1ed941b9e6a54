import type { PatientWaitlistEntry } from '@frontdesk/api';
import { visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { useMyWaitlist } from './queries.ts';

/** What one waits for, on the list of visits. Nothing where one waits for nothing. */
export function MyPlaces() {
  const words = useWords();
  const entries = useMyWaitlist().data?.entries ?? [];
  if (entries.length === 0) return null;
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-title font-semibold">{words('wait.title')}</h2>
      <ul className="divide-y divide-border">
        {entries.map((entry) => (
          <li key={entry.waitlistId}>
            <Row entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ entry }: { entry: PatientWaitlistEntry }) {
  const words = useWords();
  const clock = useClock();
  return (
    <Link
      to="/waiting/$waitlistId"
      params={{ waitlistId: entry.waitlistId }}
      className="flex min-h-17 items-center gap-3 py-2.5"
    >
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{visitName(entry, clock.language)}</span>
        <span className="tabular block text-meta text-muted">
          {entry.place === 1 ? words('wait.first') : words('wait.place', { place: entry.place })}
        </span>
        <Whose patientId={entry.patientId} />
      </span>
      <ChevronRight size={20} aria-hidden className="text-muted" />
    </Link>
  );
}
