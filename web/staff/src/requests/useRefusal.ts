import { hasCode } from '@frontdesk/api';
import { useRequestWords } from './words.ts';

/** Why an item could not be taken or closed, where that is known. */
export function useRefusal(error: unknown): string | null {
  const say = useRequestWords();
  if (hasCode(error, 'item_taken')) return say('refused.taken', { name: String(error.more.ownerName ?? '') });
  if (hasCode(error, 'already_closed')) return say('refused.closed');
  return null;
}
