import type { StrandedTime } from '@frontdesk/api';
import { Button, Clock, Dialog, typeName, useLanguage, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { useSetUp } from './queries.ts';
import type { Asked } from './Saving.tsx';
import { useSay } from './words.ts';

const few = 6;

/** What a change strands stands here before it is made, and what is retired is named; the harmless answer comes first. */
export function AskFirst({ asked }: { asked: Asked }) {
  const say = useSay();
  const { change, stranding, answer } = asked;
  const ui = useUiWords();
  const [all, setAll] = useState(false);
  const stranded = stranding?.stranded ?? [];
  // The server lists the first of very many.
  const count = Math.max(stranded.length, stranding?.workItems ?? 0);
  const { confirm } = change;
  return (
    <Dialog
      title={confirm?.title ?? say('stranded.title', { count })}
      role="alertdialog"
      onClose={() => answer(false)}
    >
      <div className="flex flex-col gap-3">
        {confirm ? <p>{confirm.body}</p> : null}
        {stranded.length > 0 ? (
          <>
            <p className={confirm ? 'font-semibold' : 'sr-only'}>{say('stranded.title', { count })}</p>
            <ul className="divide-y divide-border rounded-card border border-border">
              {stranded.slice(0, all ? undefined : few).map((visit) => (
                <Stranded key={visit.appointmentId} visit={visit} />
              ))}
            </ul>
            {stranded.length > few && !all ? (
              <Button look="quiet" size="compact" className="self-start" onClick={() => setAll(true)}>
                {say('stranded.all', { count: stranded.length })}
              </Button>
            ) : null}
            {count > stranded.length ? (
              <p className="text-muted">{say('stranded.more', { count: count - stranded.length })}</p>
            ) : null}
            <p>{say('stranded.then', { count })}</p>
          </>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button data-focus className="shrink-0" onClick={() => answer(false)}>
            {confirm ? ui('ui.cancel') : say('stranded.keep')}
          </Button>
          {/* Some of these carry a name that somebody else gave. */}
          <Button
            look={confirm ? 'danger' : 'primary'}
            className="min-w-0 whitespace-normal! wrap-anywhere"
            onClick={() => answer(true)}
          >
            {confirm?.submit ?? say('stranded.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

// No patient is named: who sets up a clinic need not know them.
function Stranded({ visit }: { visit: StrandedTime }) {
  const language = useLanguage();
  const setUp = useSetUp();
  const site = setUp.locations.find((one) => one.locationId === visit.locationId);
  const who = setUp.practitioners.find((one) => one.practitionerId === visit.practitionerId);
  const type = setUp.visitTypes.find((one) => one.visitTypeId === visit.visitTypeId);
  const clock = new Clock(language, site?.timeZone ?? 'UTC');
  const rest = [type ? typeName(type, language) : null, who?.name, site?.name];
  return (
    <li className="px-3 py-1.5">
      <p className="tabular font-medium">{clock.moment(visit.startsAt)}</p>
      <p className="text-muted">{rest.filter(Boolean).join(' · ')}</p>
    </li>
  );
}
