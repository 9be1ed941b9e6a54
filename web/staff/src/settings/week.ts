import { useLanguage } from '@frontdesk/ui';
import type { Fact } from './facts.ts';
import { type Block, faultsOfHours, sorted, weekdayName, weekdays, writeBlock } from './hours.ts';

/** What a week looks like, a line for each day that has hours. */
export function useWeekFacts(siteName?: (id: string) => string): (hours: readonly Block[]) => Fact[] {
  const language = useLanguage();
  const dates = ({ from, until }: Block) => (from || until ? ` (${from ?? ''}–${until ?? ''})` : '');
  const write = (block: Block) =>
    [writeBlock(block, language), siteName?.(block.locationId ?? '')].filter(Boolean).join(' ') +
    dates(block);
  return (hours) =>
    weekdays.map((weekday) => [
      weekdayName(weekday, language),
      sorted(hours)
        .filter((block) => block.weekday === weekday)
        .map(write)
        .join(', '),
    ]);
}

export const isRightWeek = ({ hours }: { hours: readonly Block[] }) =>
  faultsOfHours(hours).every((fault) => fault === null);
