import type { StrandedTime } from '@frontdesk/api';
import { Button, Clock, Dialog, typeName, useLanguage } from '@frontdesk/ui';
import { useSetUp } from './queries.ts';
import type { Asked } from './Saving.tsx';
import { useSay } from './words.ts';

const most = 50;

/** What a change strands stands here before it is made, and what is retired is named; the harmless answer comes first. */
export function AskFirst({ asked }: { asked: Asked }) {
  const say = useSay();
  const { change, stranding, answer } = asked;
  const stranded = stranding?.stranded ?? [];
  const { confirm } = change;
  return (
    <Dialog
      title={confirm?.title ?? say('stranded.title', { count: stranded.length })}
      role="alertdialog"
      onClose={() => answer(false)}
    >
      <div className="flex flex-col gap-3">
        {confirm ? <p>{confirm.body}</p> : null}
        {stranded.length > 0 ? (
          <>
            <p className={confirm ? 'font-semibold' : 'sr-only'}>
              {say('stranded.title', { count: stranded.length })}
            </p>
            <ul className="max-h-72 divide-y divide-border overflow-auto rounded-card border border-border">
              {stranded.slice(0, most).map((visit) => (
                <Stranded key={visit.appointmentId} visit={visit} />
              ))}
            </ul>
            {stranded.length > most ? (
              <p className="text-muted">{say('stranded.more', { count: stranded.length - most })}</p>
            ) : null}
            <p>{say('stranded.then', { count: stranded.length })}</p>
          </>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button data-focus onClick={() => answer(false)}>
            {say('stranded.keep')}
          </Button>
          <Button look={confirm ? 'danger' : 'primary'} onClick={() => answer(true)}>
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
