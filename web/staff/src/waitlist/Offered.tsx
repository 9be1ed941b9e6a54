import type { OpenOffer } from '@frontdesk/api';
import { useNow, writeDuration } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { locationsQuery, practitionersQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { useLength } from './useLength.ts';
import { useWaitlistWords } from './words.ts';

/** What is offered now, how long there is to answer, and why it was their turn. */
export function Offered({ offer }: { offer: OpenOffer }) {
  const say = useWaitlistWords();
  const length = useLength();
  const now = useNow();
  const who = useQuery(practitionersQuery).data?.find((one) => one.practitionerId === offer.practitionerId);
  const where = useQuery(locationsQuery).data?.find((one) => one.locationId === offer.locationId);
  const clock = useClock(where?.timeZone);
  const left = (Date.parse(offer.expiresAt) - now) / 1000;
  const waited = Number(offer.because.waitedMinutes ?? 0);
  const passed = Number(offer.because.passedOver ?? 0);
  return (
    <div className="rounded-control border border-primary bg-surface px-2.5 py-1.5">
      <p className="tabular font-semibold text-primary">
        {say('offer.title', { when: clock.moment(offer.startsAt) })}
      </p>
      <p className="text-muted">{[who?.name, where?.name].filter(Boolean).join(' · ')}</p>
      <p className="tabular font-medium" role="timer">
        {left > 0 ? say('offer.left', { left: writeDuration(left) }) : say('offer.over')}
      </p>
      {offer.untold ? <p className="font-medium text-warn">{say('offer.untold')}</p> : null}
      <p className="text-meta text-muted">
        {say('offer.because', { length: length(waited) })}{' '}
        {passed > 0 ? say('offer.passed', { count: passed }) : null}
      </p>
    </div>
  );
}
