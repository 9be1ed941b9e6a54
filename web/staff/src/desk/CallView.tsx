import type { Call } from '@frontdesk/api';
import { isTalking } from '../shell/desk.ts';
import { CallHeader } from './CallHeader.tsx';
import { CallStory } from './CallStory.tsx';
import { Incoming } from './Incoming.tsx';
import { MissedCall } from './MissedCall.tsx';
import { Who } from './Who.tsx';
import { WriteUp } from './WriteUp.tsx';

/** One call from the first ring to its note. `mine`: this agent talks or talked in it. */
export function CallView({ call, mine }: { call: Call; mine: boolean }) {
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface">
      <CallHeader call={call} mine={mine} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-6">
        <CallStory call={call} />
        {call.state === 'offered' ? <Incoming call={call} /> : null}
        {mine && isTalking(call) ? <Who call={call} /> : null}
        {mine && call.state !== 'offered' && call.state !== 'written_up' ? <WriteUp call={call} /> : null}
        {mine ? null : <MissedCall call={call} />}
      </div>
    </main>
  );
}
