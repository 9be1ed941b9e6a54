import { acceptOffer, declineOffer, type Offer } from '@frontdesk/api';
import { Button, ErrorState, SaveError, useNow, visitName, writeDuration } from '@frontdesk/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClock } from '../session/session.ts';
import { useMay } from '../visit/receive.ts';
import { useWants } from '../visit/wants.ts';
import { patientWaitlistQuery } from './queries.ts';
import { useOfferEnd } from './useOfferEnd.ts';
import { useWaitlistWords } from './words.ts';

/** What this person waits for, and an offer that they call about: it is answered for them. */
export function PatientWaitlist({ patientId }: { patientId: string }) {
  const say = useWaitlistWords();
  const clock = useClock();
  const wants = useWants();
  const query = useQuery(patientWaitlistQuery(patientId));
  const { entries = [], offers = [] } = query.data ?? {};
  if (!query.isError && entries.length === 0 && offers.length === 0) return null;
  return (
    <section aria-label={say('waiting.title')} className="border-b border-border px-4 py-3">
      <h3 className="mb-2 text-meta font-semibold">{say('waiting.title')}</h3>
      {query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : null}
      <ul className="flex flex-col gap-1">
        {entries.map((entry) => (
          <li key={entry.waitlistId}>
            <p className="font-medium">
              {say('waiting.place', { what: visitName(entry, clock.language), place: entry.place })}
            </p>
            <p className="text-muted">
              {wants(entry)
                .map((want) => want.words)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      {offers.map((offer) =>
        offer.state === 'open' ? (
          <OpenOffer key={offer.offerId} offer={offer} />
        ) : (
          <EndedOffer key={offer.offerId} offer={offer} ended={offer.state} />
        ),
      )}
    </section>
  );
}

function OpenOffer({ offer }: { offer: Offer }) {
  const say = useWaitlistWords();
  const clock = useClock(offer.timeZone);
  const queries = useQueryClient();
  const now = useNow();
  const mayAnswer = useMay('JoinWaitlist');
  const answer = useMutation({
    mutationFn: (accept: boolean): Promise<unknown> =>
      accept ? acceptOffer(offer.offerId) : declineOffer(offer.offerId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const ended = useOfferEnd(answer.error);
  const left = (Date.parse(offer.expiresAt) - now) / 1000;
  return (
    <div className="mt-2 flex flex-col gap-2 rounded-card border border-primary bg-surface p-3">
      <div>
        <p className="tabular font-semibold text-primary">
          {say('offer.title', { when: clock.moment(offer.startsAt) })}
        </p>
        <p className="text-muted">
          {[visitName(offer, clock.language), offer.practitionerName, offer.locationName].join(' · ')}
        </p>
        <p role="timer" className="tabular">
          {left > 0 ? say('offer.left', { left: writeDuration(left) }) : say('offer.over')}
        </p>
      </div>
      <SaveError error={answer.error}>{ended}</SaveError>
      {mayAnswer ? (
        <div className="flex flex-wrap gap-1.5">
          <Button size="compact" look="primary" busy={answer.isPending} onClick={() => answer.mutate(true)}>
            {say('offer.accept')}
          </Button>
          <Button size="compact" busy={answer.isPending} onClick={() => answer.mutate(false)}>
            {say('offer.decline')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** What became of an offer of today: the caller may hold a text about it. */
function EndedOffer({ offer, ended }: { offer: Offer; ended: Exclude<Offer['state'], 'open'> }) {
  const say = useWaitlistWords();
  const clock = useClock(offer.timeZone);
  return (
    <p className="tabular mt-2 text-muted">
      {clock.moment(offer.startsAt)}: {say(`offer.ended.${ended}`)}
    </p>
  );
}
