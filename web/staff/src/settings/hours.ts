import type { OpenHours, WorkHours } from '@frontdesk/api';
import { Clock, type Language, writeDate } from '@frontdesk/ui';

/** Hours of a place have no location and no dates; those of a practitioner have both. */
export type Block = OpenHours & Partial<Omit<WorkHours, keyof OpenHours>>;
export type BlockField = 'starts' | 'ends' | 'from' | 'until';
export type BlockFault = { field: BlockField; rule: BlockRule };
export type BlockRule = 'not_a_time_of_day' | 'ends_before_start' | 'until_before_from' | 'hours_overlap';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** "08:30" is 510, "24:00" is 1440; null: no time of day. */
export function minuteOf(time: string): number | null {
  const parts = /^(\d\d):(\d\d)$/.exec(time);
  if (!parts) return null;
  const minute = Number(parts[1]) * 60 + Number(parts[2]);
  return Number(parts[2]) < 60 && minute <= 1440 ? minute : null;
}

/** A browser's field for times has no 24:00: the midnight that ends a day is 00:00 there. */
export const shownEnd = (ends: string) => (ends === '24:00' ? '00:00' : ends);
export const storedEnd = (ends: string) => (ends === '00:00' ? '24:00' : ends);

// ISO dates compare as text; what has no first or last day reaches to the edge of time.
const first = (block: Block) => block.from ?? '0000-00-00';
const last = (block: Block) => block.until ?? '9999-99-99';

function overlap(one: Block, other: Block): boolean {
  const [a, b, c, d] = [one.starts, one.ends, other.starts, other.ends].map(minuteOf);
  return (
    one.weekday === other.weekday &&
    one.locationId === other.locationId &&
    first(one) <= last(other) &&
    first(other) <= last(one) &&
    (a ?? 0) < (d ?? 0) &&
    (c ?? 0) < (b ?? 0)
  );
}

/** What is wrong with each block, at most one thing; the same rules as the server's, said before it is asked. */
export function faultsOfHours(blocks: readonly Block[]): (BlockFault | null)[] {
  const own = blocks.map((block): BlockFault | null => {
    const [starts, ends] = [minuteOf(block.starts), minuteOf(block.ends)];
    if (starts === null || starts === 1440) return { field: 'starts', rule: 'not_a_time_of_day' };
    if (ends === null) return { field: 'ends', rule: 'not_a_time_of_day' };
    if (ends <= starts) return { field: 'ends', rule: 'ends_before_start' };
    if (last(block) < first(block)) return { field: 'until', rule: 'until_before_from' };
    return null;
  });
  return own.map((fault, at) => {
    if (fault) return fault;
    const block = blocks[at];
    const clash = blocks.some(
      (other, index) => index !== at && !own[index] && block && overlap(block, other),
    );
    return clash ? { field: 'starts', rule: 'hours_overlap' } : null;
  });
}

/** By weekday, place, then time: the order in which people read a week. */
export function sorted<B extends Block>(blocks: readonly B[]): B[] {
  const key = (block: Block) => `${block.weekday}${block.starts}${block.locationId ?? ''}${first(block)}`;
  return blocks.toSorted((a, b) => key(a).localeCompare(key(b)));
}

// 2024 began on a Monday.
const dayOf = (weekday: number) => new Date(Date.UTC(2024, 0, weekday, 12));

/** "Monday" */
export function weekdayName(weekday: number, language: Language): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(dayOf(weekday));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "8:30 AM" */
export function writeTime(time: string, language: Language): string {
  return new Clock(language, 'UTC').time(`2024-01-01T${shownEnd(time)}:00Z`);
}

/** "8:30 AM – 12:00 PM" */
export const writeBlock = (block: Block, language: Language) =>
  `${writeTime(block.starts, language)} – ${writeTime(block.ends, language)}`;

/** "Dec 24, 2026, 12:00 PM – 5:00 PM"; whole days without times: "Dec 24, 2026 – Jan 2, 2027". */
export function writeStretch(starts: string, ends: string, language: Language): string {
  const [from, until] = [starts.slice(0, 10), ends.slice(0, 10)];
  const [begin, end] = [starts.slice(11, 16), ends.slice(11, 16)];
  if (begin === '00:00' && end === '00:00') {
    const lastDay = new Date(Date.parse(`${until}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return lastDay <= from
      ? writeDate(from, language)
      : `${writeDate(from, language)} – ${writeDate(lastDay, language)}`;
  }
  const to =
    until === from ? writeTime(end, language) : `${writeDate(until, language)}, ${writeTime(end, language)}`;
  return `${writeDate(from, language)}, ${writeTime(begin, language)} – ${to}`;
}
