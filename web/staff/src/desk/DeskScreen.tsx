import type { Desk } from '@frontdesk/api';
import { EmptyState, QueryView, Skeleton, useKeys } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { PersonPane } from '../person/PersonPane.tsx';
import { WithPane } from '../person/WithPane.tsx';
import { useScreenTitle } from '../session/session.ts';
import { deskQuery } from '../shell/desk.ts';
import { Fallback } from '../shell/Fallback.tsx';
import { CallView } from './CallView.tsx';
import { LockedPane } from './LockedPane.tsx';
import { NotMine } from './NotMine.tsx';
import { callQuery } from './queries.ts';
import { WaitingList } from './WaitingList.tsx';

/** What waits on the left, the call in the middle, its person on the right. */
export function DeskScreen() {
  const words = useWords();
  const desk = useQuery(deskQuery);
  const { item } = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  useKeys({ Escape: () => void navigate({ to: '/', search: {} }) });
  useScreenTitle(words('desk.title'));
  if (!desk.data)
    return (
      <Fallback title={words('desk.title')}>
        <QueryView query={desk} skeleton={<Skeleton rows={6} rowClassName="h-14 max-w-80" />}>
          {() => null}
        </QueryView>
      </Fallback>
    );
  return (
    <div className="grid min-h-0 grid-cols-[280px_minmax(0,1fr)] xl:grid-cols-[328px_minmax(0,1fr)]">
      <WaitingList desk={desk.data} chosen={item ?? desk.data.call?.callId} />
      <Centre desk={desk.data} item={item} />
    </div>
  );
}

/** The chosen item, else the call at hand, else the first call that is to be written up. */
function Centre({ desk, item }: { desk: Desk; item: string | undefined }) {
  const waits = desk.waiting.find((call) => call.callId === item);
  const missed = desk.missed.find((call) => call.callId === item);
  if (waits) return <NotMine kind="waiting" call={waits} />;
  if (missed) return <NotMine kind="missed" call={missed} />;
  const callId = item ?? desk.call?.callId ?? desk.toWriteUp[0]?.callId;
  if (!callId) return <Nothing desk={desk} />;
  return <OneCall key={callId} callId={callId} desk={desk} />;
}

function OneCall({ callId, desk }: { callId: string; desk: Desk }) {
  const query = useQuery(callQuery(callId));
  // The desk's own answer comes first with the pop; the full call follows.
  const call = query.data ?? (desk.call?.callId === callId ? desk.call : undefined);
  if (!call)
    return (
      <main id="content" tabIndex={-1} className="bg-surface">
        <QueryView query={query}>{() => null}</QueryView>
      </main>
    );
  const person = call.verifiedPatientId;
  return (
    <WithPane pane={person ? <PersonPane key={person} patientId={person} /> : <LockedPane call={call} />}>
      <CallView call={call} />
    </WithPane>
  );
}

function Nothing({ desk }: { desk: Desk }) {
  const words = useWords();
  const away = desk.agent.state === 'offline' || desk.agent.state === 'away';
  return (
    <main id="content" tabIndex={-1} className="bg-surface p-4">
      <EmptyState title={words(away ? 'desk.awayTitle' : 'desk.idleTitle')}>
        {words(away ? 'desk.awayBody' : 'desk.idleBody')}
      </EmptyState>
    </main>
  );
}
