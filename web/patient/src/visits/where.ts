import type { Channel, Visit } from '@frontdesk/api';
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
