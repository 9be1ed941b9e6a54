import { hasCode } from '@frontdesk/api';
import { useWaitlistWords } from './words.ts';

/** Why an act on an offer or an entry came too late, where that is known. */
export function useOfferEnd(error: unknown): string | null {
  const say = useWaitlistWords();
  if (hasCode(error, 'not_waiting')) return say('offer.gone');
  if (!hasCode(error, 'offer_over')) return null;
  const { state } = error.more;
  return state === 'accepted' || state === 'declined' || state === 'withdrawn'
    ? say(`offer.ended.${state}`)
    : say('offer.ended.lapsed');
}
