import type { Marks } from '@frontdesk/api';
import { useVisitWords } from './words.ts';

/** In words, for what is short of space: by video, the room, one of a series. In person is the normal case and needs none. */
export function useMarks(): (visit: Marks) => string[] {
  const say = useVisitWords();
  return ({ channel, roomName, seriesId }) => [
    ...(channel === 'video' || channel === 'phone' ? [say(`channel.${channel}`)] : []),
    ...(roomName ? [roomName] : []),
    ...(seriesId ? [say('mark.series')] : []),
  ];
}
