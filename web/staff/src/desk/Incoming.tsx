import type { Call } from '@frontdesk/api';
import { Avatar } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

/** The pop: who it probably is, before answering. Announced at once, for it rings twenty seconds only. */
export function Incoming({ call }: { call: Call }) {
  const words = useWords();
  const { candidates } = call;
  return (
    <section
      role="alert"
      aria-label={words('incoming.title')}
      className="appear rounded-card border border-primary bg-surface p-4"
    >
      <p className="text-meta font-semibold text-primary">{words('incoming.title')}</p>
      <h3 className="text-title font-semibold">
        {candidates.length === 0
          ? words('incoming.unknown')
          : words('incoming.probably', { count: candidates.length })}
      </h3>
      <ul className="mt-3 flex flex-col gap-2">
        {candidates.map((candidate) => (
          <li key={candidate.patientId} className="flex items-center gap-3">
            <Avatar name={candidate.name} />
            <span className="text-page font-semibold">{candidate.name}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted">{words('incoming.locked')}</p>
    </section>
  );
}
