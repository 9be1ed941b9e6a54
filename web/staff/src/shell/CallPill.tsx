import type { Call } from '@frontdesk/api';
import { IconButton, useNow, writeDuration } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { Pause, Phone, Play } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useCallAct, useLiveCall } from './desk.ts';
import { useCallerName } from './useCallerName.ts';

/** The live call, on every screen: who, how long, hold and hang up. A ringing one can be answered from here. */
export function CallPill() {
  const call = useLiveCall();
  return call ? <Live call={call} /> : <span />;
}

function Live({ call }: { call: Call }) {
  const words = useWords();
  const name = useCallerName(call);
  const { mutate, isPending } = useCallAct();
  const now = useNow();
  const seconds = (now - Date.parse(call.connectedAt ?? call.startedAt)) / 1000;
  return (
    <section
      aria-label={words('call.live')}
      className="flex h-8 items-center gap-2 rounded-full bg-primary-soft pr-1 pl-3 font-medium"
    >
      <span
        aria-hidden
        className={`size-[7px] rounded-full ${call.state === 'held' ? 'bg-warn' : 'bg-ok'}`}
      />
      <Link to="/" search={{}} className="max-w-48 truncate hover:underline">
        {name}
      </Link>
      <span className="tabular text-muted">{writeDuration(seconds)}</span>
      <span className="text-meta text-muted">{words(`call.state.${call.state}`)}</span>
      {call.state === 'offered' ? (
        <IconButton
          label={words('call.answer')}
          look="primary"
          size="round"
          busy={isPending}
          onClick={() => mutate({ call, act: 'answer' })}
        >
          <Phone size={14} aria-hidden />
        </IconButton>
      ) : (
        <IconButton
          label={call.state === 'held' ? words('call.resume') : words('call.hold')}
          size="round"
          busy={isPending}
          onClick={() => mutate({ call, act: call.state === 'held' ? 'resume' : 'hold' })}
        >
          {call.state === 'held' ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
        </IconButton>
      )}
      <IconButton
        label={call.state === 'offered' ? words('call.decline') : words('call.hangUp')}
        look="danger"
        size="round"
        busy={isPending}
        onClick={() => mutate({ call, act: call.state === 'offered' ? 'decline' : 'hang-up' })}
      >
        <Phone size={14} aria-hidden className="rotate-[135deg]" />
      </IconButton>
    </section>
  );
}
