import type { QueueCall } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { PhoneIncoming, PhoneMissed, SquarePen } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { Due } from '../shell/Due.tsx';
import { useCallerName } from '../shell/useCallerName.ts';
import type { Kind } from './Filters.tsx';

const glyphs = { waiting: PhoneIncoming, toWriteUp: SquarePen, missed: PhoneMissed };

// Minutes until it is late: a caller in line, a call not yet written up, a person to call back.
const due: Record<Kind, number> = { waiting: 2, toWriteUp: 15, missed: 60 };

type Props = { kind: Kind; call: QueueCall; now: number; chosen: boolean };

export function WaitingRow({ kind, call, now, chosen }: Props) {
  const words = useWords();
  const Glyph = glyphs[kind];
  const caller = useCallerName(call);
  const minutes = Math.max(0, Math.floor((now - Date.parse(call.at)) / 60_000));
  return (
    <li className="border-border not-first:border-t">
      <Link
        to="/"
        search={{ item: call.callId }}
        data-row
        aria-current={chosen || undefined}
        className={cx(
          'grid min-h-14 grid-cols-[18px_1fr_auto] gap-x-2.5 border-l-2 py-2 pr-3.5 pl-3 focus-visible:-outline-offset-2',
          chosen ? 'border-primary bg-surface' : 'border-transparent hover:bg-surface',
        )}
      >
        <Glyph size={16} aria-hidden className="mt-0.5 text-muted" />
        <span className="min-w-0">
          <span className="block truncate font-semibold">{call.name ?? caller}</span>
          <span className="block truncate text-muted">
            {words(`desk.about.${call.outcome === 'answered' && kind === 'missed' ? 'taken' : kind}`)}
          </span>
        </span>
        <span className="flex flex-col items-end gap-2">
          <span className="tabular text-meta text-muted">{words('desk.minutes', { minutes })}</span>
          <Due share={(now - Date.parse(call.at)) / 60_000 / due[kind]} />
        </span>
      </Link>
    </li>
  );
}
