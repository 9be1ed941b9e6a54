import type { Offer } from '@frontdesk/api';

/** Those that can still be taken, the one with the least time left first. */
export const openOffers = (offers: readonly Offer[]) =>
  offers
    .filter((offer) => offer.state === 'open')
    .sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
