import { Button, SaveError, useNow, visitName, writeDuration } from '@frontdesk/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { useMyVisits } from '../visits/queries.ts';
import type { MyOffer } from '../waitlist/queries.ts';
import { useAnswer } from './useAnswer.ts';

/** An open offer: what, when, where, how long it is kept, and the two answers. */
export function OfferCard({ offer }: { offer: MyOffer }) {
  const words = useWords();
  const clock = useClock(offer.timeZone);
  const title = useWordsFor(offer.patientId)('offer.title');
  const answer = useAnswer(offer.offerId);
  const left = useTimeLeft(offer);
  return (
    <section aria-label={title} className="rounded-card bg-primary p-[20px] text-on-primary">
      <p className="font-semibold">{title}</p>
      <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold tracking-[-0.01em] first-letter:uppercase">
        {clock.longMoment(offer.startsAt)}
      </p>
      <p>
        {visitName(offer, clock.language)} · {offer.practitionerName} · {offer.locationName}
        {offer.channel && offer.channel !== 'in-person' ? ` · ${words(`channel.${offer.channel}`)}` : ''}
      </p>
      {offer.movesAppointmentId ? <Moves appointmentId={offer.movesAppointmentId} /> : null}
      <p className="tabular mt-3 text-meta font-semibold" role="timer">
        {left > 0 ? words('offer.left', { left: writeDuration(left) }) : words('offer.timeIsUp')}
      </p>
      <div className="mt-3 flex flex-col gap-2.5">
        {answer.error ? (
          <div className="rounded-control bg-surface">
            <SaveError error={answer.error} />
          </div>
        ) : null}
        <Button
          size="big"
          className="border-transparent text-primary"
          busy={answer.isPending}
          onClick={() => answer.mutate('accept')}
        >
          {words('offer.take')}
        </Button>
        <Button
          look="quiet"
          size="big"
          className="border-current text-on-primary hover:bg-transparent hover:text-on-primary"
          busy={answer.isPending}
          onClick={() => answer.mutate('decline')}
        >
          {words('offer.no')}
        </Button>
      </div>
    </section>
  );
}

/** Seconds until it goes to the next; then asks what became of it. */
function useTimeLeft(offer: MyOffer): number {
  const queries = useQueryClient();
  const left = (Date.parse(offer.expiresAt) - useNow()) / 1000;
  const over = left <= 0;
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ['scheduling', 'waitlist'] });
  }, [over, queries]);
  return left;
}

function Moves({ appointmentId }: { appointmentId: string }) {
  const words = useWords();
  const visit = useMyVisits().data?.upcoming.find((one) => one.appointmentId === appointmentId);
  const clock = useClock(visit?.timeZone);
  return visit ? (
    <p className="mt-2">{words('offer.moves', { when: clock.longMoment(visit.startsAt) })}</p>
  ) : null;
}
