import type { Urgency, WaitlistEntry } from '@frontdesk/api';
import { Button, cx, SaveError } from '@frontdesk/ui';
import { useState } from 'react';
import { ChartGate } from '../patients/ChartGate.tsx';
import { useOpenPatient } from '../patients/guard.ts';
import { useEntryAct } from './queries.ts';
import { useOfferEnd } from './useOfferEnd.ts';
import { useWaitlistWords } from './words.ts';

const urgencies: readonly Urgency[] = ['routine', 'soon', 'urgent'];

/** What staff can do for one who waits. Like every act on a visit it stands on an open chart. */
export function EntryActs({ entry }: { entry: WaitlistEntry }) {
  const say = useWaitlistWords();
  const open = useOpenPatient();
  const act = useEntryAct();
  const [leaving, setLeaving] = useState(false);
  const ended = useOfferEnd(act.error);
  const { waitlistId, offer } = entry;
  return (
    <ChartGate patientId={entry.patientId} error={act.error} onOpened={act.reset}>
      <div className="flex flex-col gap-2">
        <fieldset className="flex rounded-control border border-border">
          <legend className="sr-only">{say('entry.urgency')}</legend>
          {urgencies.map((urgency) => (
            <button
              key={urgency}
              type="button"
              aria-pressed={entry.urgency === urgency}
              className="min-h-6.5 flex-1 rounded-[5px] px-2 font-medium aria-pressed:bg-primary-soft aria-pressed:text-primary"
              onClick={() => act.mutate({ does: 'urgency', waitlistId, urgency })}
            >
              {say(`urgency.${urgency}`)}
            </button>
          ))}
        </fieldset>
        <div className={cx('flex flex-wrap gap-1.5', leaving && 'hidden')}>
          {offer ? (
            <Button
              size="compact"
              busy={act.isPending}
              onClick={() => act.mutate({ does: 'withdraw', offerId: offer.offerId })}
            >
              {say('offer.withdraw')}
            </Button>
          ) : null}
          <Button size="compact" onClick={() => setLeaving(true)}>
            {say('entry.leave')}
          </Button>
          <Button
            size="compact"
            look="quiet"
            onClick={() => open({ patientId: entry.patientId, name: entry.patientName })}
          >
            {say('entry.chart')}
          </Button>
        </div>
        {leaving ? (
          <div className="flex flex-wrap items-center gap-1.5">
            <p className="w-full">{say('entry.leaves', { name: entry.patientName })}</p>
            <Button
              size="compact"
              look="danger"
              busy={act.isPending}
              onClick={() => act.mutate({ does: 'leave', waitlistId })}
            >
              {say('entry.leave')}
            </Button>
            <Button size="compact" onClick={() => setLeaving(false)}>
              {say('entry.stay')}
            </Button>
          </div>
        ) : null}
        <SaveError error={act.error}>{ended}</SaveError>
      </div>
    </ChartGate>
  );
}
