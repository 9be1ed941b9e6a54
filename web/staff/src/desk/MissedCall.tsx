import type { Call } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';
import { useOpenPatient } from '../patients/guard.ts';
import { isLive } from '../shell/desk.ts';

/** A call that is not ours: still in line, or given up. Who it may have been leads to the chart, with a reason. */
export function MissedCall({ call }: { call: Call }) {
  const words = useWords();
  const open = useOpenPatient();
  const waiting =
    isLive(call) || call.state === 'queued' || call.state === 'ringing' || call.state === 'in_menu';
  return (
    <section className="rounded-card border border-border p-4">
      <h3 className="text-title font-semibold">{words(waiting ? 'missed.waiting' : 'missed.title')}</h3>
      <p className="text-muted">{words(waiting ? 'missed.waitingBody' : 'missed.body')}</p>
      <ul className="mt-2">
        {call.candidates.map((candidate) => (
          <li key={candidate.patientId}>
            <button
              type="button"
              className="min-h-6 font-medium text-info hover:underline"
              onClick={() => open(candidate)}
            >
              {candidate.name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
