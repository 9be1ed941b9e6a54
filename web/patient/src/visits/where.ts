import type { Channel, Visit } from '@frontdesk/api';
import { useQuery } from '@tanstack/react-query';
import { locationsQuery } from '../book/queries.ts';
import { useWords } from '../i18n/words.ts';

type Place = Pick<Visit, 'locationName' | 'locationAddress' | 'roomName'> & { channel?: Channel };

/** Where a visit is had: the place with its address and room, or by video or phone. */
export function useWhere() {
  const words = useWords();
  return ({ channel = 'in-person', locationName, locationAddress, roomName }: Place) =>
    channel === 'in-person'
      ? {
          short: locationName,
          long: [locationName, roomName, locationAddress].filter(Boolean).join(', '),
        }
      : { short: words(`channel.${channel}`), long: words(`channel.${channel}`) };
}

type Spot = { locationId: string; locationName?: string; channel?: Channel | undefined };

/** The office somebody must go to, where the clinic has more than one; otherwise nothing. */
export function useOffice() {
  const places = useQuery(locationsQuery).data ?? [];
  return ({ locationId, locationName, channel = 'in-person' }: Spot): string =>
    channel === 'in-person' && places.length > 1
      ? (locationName ?? places.find((one) => one.locationId === locationId)?.name ?? '')
      : '';
}
