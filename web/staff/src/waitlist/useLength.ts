import { useWaitlistWords } from './words.ts';

/** "20 min", "2 h", "3 days": the largest unit that fits. */
export function useLength(): (minutes: number) => string {
  const say = useWaitlistWords();
  return (minutes) => {
    if (minutes < 60) return say('length.minutes', { count: Math.round(minutes) });
    if (minutes < 48 * 60) return say('length.hours', { count: Math.round(minutes / 60) });
    return say('length.days', { count: Math.round(minutes / 60 / 24) });
  };
}
