import type { MyOffer } from '../waitlist/queries.ts';

/** Those that can still be taken, the one with the least time left first. */
export const openOffers = (offers: readonly MyOffer[]) =>
  offers
    .filter((offer) => offer.state === 'open')
    .sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
