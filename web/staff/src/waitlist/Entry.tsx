import type { WaitlistEntry } from '@frontdesk/api';
import { cx, IconButton, Pill } from '@frontdesk/ui';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../session/session.ts';
import { useMay } from '../visit/receive.ts';
import { useWants } from '../visit/wants.ts';
import { EntryActs } from './EntryActs.tsx';
import { Offered } from './Offered.tsx';
import { useLength } from './useLength.ts';
import { useWaitlistWords } from './words.ts';

// What everybody is told by; said only where somebody needs longer.
const usualNotice = 120;

/** One who waits: their place, what they would take in words, and what is offered to them. */
export function Entry({ entry }: { entry: WaitlistEntry }) {
  const say = useWaitlistWords();
  const clock = useClock();
  const begun = entry.from <= clock.date(new Date());
  const wants = useWants()({ ...entry, from: begun ? null : entry.from });
  const length = useLength();
  const mayRun = useMay('RunWaitlist');
  const [open, setOpen] = useState(false);
  const words = [
    ...(entry.appointmentId ? [say('entry.earlier')] : []),
    ...(wants.length > 0 ? wants.map((want) => want.words) : [say('entry.any')]),
    ...(entry.noticeMinutes > usualNotice
      ? [say('entry.notice', { length: length(entry.noticeMinutes) })]
      : []),
    say('entry.since', { when: clock.shortDay(entry.joinedAt) }),
  ];
  return (
    <li className={cx('flex flex-col gap-2 px-3.5 py-2', open && 'bg-surface')}>
      <div className="grid grid-cols-[1.5rem_1fr_auto] gap-x-1">
        <span className="tabular font-semibold text-muted">
          <span className="sr-only">{say('entry.place', { place: entry.place })}</span>
          <span aria-hidden>{entry.place}</span>
        </span>
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="truncate font-semibold">{entry.patientName}</span>
            {entry.urgency === 'routine' ? null : (
              <Pill tone={entry.urgency === 'urgent' ? 'danger' : 'warn'}>
                {say(`urgency.${entry.urgency}`)}
              </Pill>
            )}
          </p>
          <p className="text-muted">{words.join(' · ')}</p>
        </div>
        {mayRun ? (
          <IconButton
            label={say('entry.acts', { name: entry.patientName })}
            size="compact"
            aria-expanded={open}
            className="-mr-1.5 self-start"
            onClick={() => setOpen(!open)}
          >
            <ChevronDown size={16} aria-hidden className={cx(open && 'rotate-180')} />
          </IconButton>
        ) : null}
      </div>
      {entry.offer ? <Offered offer={entry.offer} /> : null}
      {open ? <EntryActs entry={entry} /> : null}
    </li>
  );
}
