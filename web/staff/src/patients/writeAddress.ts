import type { Address } from '@frontdesk/api';

/** "120 Lake Street, Chicago, IL 60601", of whatever is there. */
export function writeAddress(address: Address | undefined): string {
  if (!address) return '';
  const place = [address.state, address.postalCode].filter(Boolean).join(' ');
  return [...address.lines, address.city, place].filter(Boolean).join(', ');
}
