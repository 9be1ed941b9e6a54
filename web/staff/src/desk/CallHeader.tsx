import type { Call } from '@frontdesk/api';
import { Button, Kbd, Pill, type Tone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { BornOn } from '../patients/Chart.tsx';
import { chartQuery } from '../patients/queries.ts';
import { isTalking, useCallAct } from '../shell/desk.ts';
import { useCallerName } from '../shell/useCallerName.ts';

const tones: Partial<Record<Call['state'], Tone>> = { offered: 'info', connected: 'ok', held: 'warn' };

/** Name and birth date stay here while the rest scrolls. */
export function CallHeader({ call }: { call: Call }) {
  const words = useWords();
  const name = useCallerName(call);
  const { mutate, isPending } = useCallAct();
  return (
    <header className="flex h-11 shrink-0 items-center gap-2.5 border-b border-border px-4 max-xl:pr-28">
      <h2 className="truncate text-title font-semibold">{name}</h2>
      {call.verifiedPatientId ? <Born patientId={call.verifiedPatientId} /> : null}
      <Pill tone={tones[call.state] ?? 'plain'}>{words(`call.state.${call.state}`)}</Pill>
      {call.state === 'offered' ? (
        <span className="ml-auto flex gap-2">
          <Button size="compact" busy={isPending} onClick={() => mutate({ call, act: 'decline' })}>
            {words('call.decline')}
          </Button>
          <Button
            look="primary"
            size="compact"
            busy={isPending}
            onClick={() => mutate({ call, act: 'answer' })}
          >
            {words('call.answer')} <Kbd>A</Kbd>
          </Button>
        </span>
      ) : null}
      {isTalking(call) ? (
        <span className="ml-auto flex gap-2">
          <Button
            size="compact"
            busy={isPending}
            onClick={() => mutate({ call, act: call.state === 'held' ? 'resume' : 'hold' })}
          >
            {words(call.state === 'held' ? 'call.resume' : 'call.hold')}
          </Button>
          <Button
            look="danger"
            size="compact"
            busy={isPending}
            onClick={() => mutate({ call, act: 'hang-up' })}
          >
            {words('call.hangUp')}
          </Button>
        </span>
      ) : null}
    </header>
  );
}

function Born({ patientId }: { patientId: string }) {
  const chart = useQuery(chartQuery(patientId)).data;
  return chart ? <BornOn chart={chart} /> : null;
}
