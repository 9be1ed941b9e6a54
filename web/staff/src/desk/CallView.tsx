import type { Call } from '@frontdesk/api';
import { isTalking } from '../shell/desk.ts';
import { CallHeader } from './CallHeader.tsx';
import { CallStory } from './CallStory.tsx';
import { Incoming } from './Incoming.tsx';
import { Who } from './Who.tsx';
import { WriteUp } from './WriteUp.tsx';

/** One call of this agent, from the first ring to its note. */
export function CallView({ call }: { call: Call }) {
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface">
      <CallHeader call={call} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-6">
        <CallStory call={call} />
        {call.state === 'offered' ? <Incoming call={call} /> : null}
        {isTalking(call) ? <Who call={call} /> : null}
        {call.state === 'offered' || call.state === 'written_up' ? null : <WriteUp call={call} />}
      </div>
    </main>
  );
}
