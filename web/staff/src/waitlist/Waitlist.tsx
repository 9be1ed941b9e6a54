import type { WaitlistEntry } from '@frontdesk/api';
import { Button, EmptyState, IconButton, QueryView, SelectField, useUiWords, visitName } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { PanelRightClose, Plus } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../session/session.ts';
import { useMay } from '../visit/receive.ts';
import { AddToWaitlist } from './AddToWaitlist.tsx';
import { Entry } from './Entry.tsx';
import { waitlistQuery } from './queries.ts';
import { useWaitlistWords } from './words.ts';

/** Who waits for what, in the order in which they are asked, and what is offered to them now. A drawer has a title and a way out of its own. */
export function Waitlist({ hide }: { hide?: () => void }) {
  const say = useWaitlistWords();
  const waitlist = useQuery(waitlistQuery);
  const mayAdd = useMay('JoinWaitlist');
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={say('waitlist.title')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-border px-3.5">
        {hide ? <h2 className="text-title font-semibold">{say('waitlist.title')}</h2> : null}
        <span className="tabular text-muted">{waitlist.data?.entries.length}</span>
        <span className="ml-auto flex items-center gap-1">
          {mayAdd ? (
            <Button size="compact" onClick={() => setAdding(true)}>
              <Plus size={15} aria-hidden />
              {say('waitlist.add')}
            </Button>
          ) : null}
          {hide ? (
            <IconButton label={say('waitlist.hide')} size="compact" onClick={hide}>
              <PanelRightClose size={16} aria-hidden />
            </IconButton>
          ) : null}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <QueryView query={waitlist}>
          {({ entries, more }) => (
            <>
              <Entries entries={entries} />
              {more ? <p className="px-3.5 py-2 text-warn">{say('waitlist.more')}</p> : null}
            </>
          )}
        </QueryView>
      </div>
      {adding ? <AddToWaitlist onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function Entries({ entries }: { entries: readonly WaitlistEntry[] }) {
  const say = useWaitlistWords();
  const ui = useUiWords();
  const clock = useClock();
  const [only, setOnly] = useState('');
  // Each kind of visit is a line of its own: a place is one among those who wait for the same.
  const kinds = [...new Map(entries.map((entry) => [entry.visitTypeId, entry])).values()];
  const shown = kinds.filter((kind) => !only || kind.visitTypeId === only);
  if (entries.length === 0)
    return <EmptyState title={say('waitlist.emptyTitle')}>{say('waitlist.emptyBody')}</EmptyState>;
  return (
    <>
      {kinds.length > 1 || only ? (
        <div className="px-3.5 py-2">
          <SelectField
            label={say('waitlist.only')}
            hideLabel
            value={only}
            onChange={(event) => setOnly(event.target.value)}
          >
            <option value="">{say('waitlist.everything')}</option>
            {kinds.map((kind) => (
              <option key={kind.visitTypeId} value={kind.visitTypeId}>
                {visitName(kind, clock.language)}
              </option>
            ))}
          </SelectField>
        </div>
      ) : null}
      {shown.length === 0 ? (
        <EmptyState
          title={say('waitlist.emptyFilter')}
          action={<Button onClick={() => setOnly('')}>{ui('ui.clearFilter')}</Button>}
        />
      ) : null}
      {shown.map((kind) => {
        const own = entries.filter((entry) => entry.visitTypeId === kind.visitTypeId);
        return (
          <section key={kind.visitTypeId} aria-label={visitName(kind, clock.language)}>
            <h3 className="flex gap-2 border-y border-border bg-sunken px-3.5 py-1 text-meta font-semibold">
              <span className="truncate">{visitName(kind, clock.language)}</span>
              <span className="tabular font-normal text-muted">{own.length}</span>
            </h3>
            <ol className="divide-y divide-border">
              {own.map((entry) => (
                <Entry key={entry.waitlistId} entry={entry} />
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}
