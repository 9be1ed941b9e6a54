import type { Call } from '@frontdesk/api';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';

/** What happened so far, as quiet lines. */
export function CallStory({ call }: { call: Call }) {
  const words = useWords();
  const clock = useClock();
  return (
    <div role="log" className="tabular flex flex-col items-center gap-1 text-meta text-muted">
      <p>{words('story.rang', { when: clock.moment(call.startedAt) })}</p>
      {call.connectedAt ? <p>{words('story.answered', { when: clock.time(call.connectedAt) })}</p> : null}
      {call.refusals > 0 ? (
        <p className="flex items-center gap-1.5 text-danger">
          <ShieldX size={14} aria-hidden />
          {words('story.refused', { count: call.refusals })}
        </p>
      ) : null}
      {call.verifiedPatientName ? (
        <p className="flex items-center gap-1.5">
          <ShieldCheck size={14} aria-hidden className="text-ok" />
          {words('story.verified', { name: call.verifiedPatientName })}
        </p>
      ) : null}
      {call.endedAt ? <p>{words('story.ended', { when: clock.time(call.endedAt) })}</p> : null}
    </div>
  );
}
