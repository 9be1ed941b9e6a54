import { describe, expect, it } from 'vitest';
import { type Block, faultsOfHours, minuteOf, shownEnd, sorted, storedEnd, writeStretch } from './hours.ts';

const block = (starts: string, ends: string, more: Partial<Block> = {}): Block => ({
  weekday: 1,
  starts,
  ends,
  locationId: 'l1',
  from: null,
  until: null,
  ...more,
});
const rules = (...blocks: Block[]) => faultsOfHours(blocks).map((fault) => fault?.rule ?? null);

it('reads times of day, with midnight at the end of the day', () => {
  expect(['00:00', '08:30', '24:00', '24:01', '08:60', '8:30', ''].map(minuteOf)).toEqual([
    0,
    510,
    1440,
    null,
    null,
    null,
    null,
  ]);
  expect(storedEnd(shownEnd('24:00'))).toBe('24:00');
  expect(shownEnd('17:00')).toBe('17:00');
});

describe('overlaps', () => {
  it('marks both blocks that share a minute, and none that only touch', () => {
    expect(rules(block('09:00', '12:00'), block('11:59', '13:00'))).toEqual([
      'hours_overlap',
      'hours_overlap',
    ]);
    expect(rules(block('09:00', '12:00'), block('12:00', '13:00'))).toEqual([null, null]);
  });

  it('minds the day, the place and the dates', () => {
    const nine = block('09:00', '12:00');
    expect(rules(nine, { ...nine, weekday: 2 })).toEqual([null, null]);
    expect(rules(nine, { ...nine, locationId: 'l2' })).toEqual([null, null]);
    const spring = { ...nine, from: '2096-01-01', until: '2096-06-30' };
    const summer = { ...nine, from: '2096-07-01' };
    expect(rules(spring, summer)).toEqual([null, null]);
    expect(rules(spring, { ...summer, from: '2096-06-30' })).toEqual(['hours_overlap', 'hours_overlap']);
    // Without dates it holds always.
    expect(rules(spring, nine)).toEqual(['hours_overlap', 'hours_overlap']);
  });

  it('agrees with counting shared minutes, for every pair of blocks of a small day', () => {
    const times = ['00:00', '00:01', '00:02', '00:03'];
    const blocks = times.flatMap((starts) =>
      times.filter((ends) => ends > starts).map((ends) => block(starts, ends)),
    );
    const minutes = ({ starts, ends }: Block) =>
      [0, 1, 2, 3].filter((at) => (minuteOf(starts) ?? 9) <= at && at < (minuteOf(ends) ?? 0));
    for (const one of blocks)
      for (const other of blocks) {
        const shared = minutes(one).some((at) => minutes(other).includes(at));
        expect(rules(one, other)[0] === 'hours_overlap').toBe(shared);
      }
  });
});

it('names the field of what is wrong with one block', () => {
  expect(
    faultsOfHours([
      block('', '12:00'),
      block('24:00', '24:00', { weekday: 2 }),
      block('09:00', '09:00', { weekday: 3 }),
      block('09:00', '10:00', { weekday: 4, from: '2096-02-01', until: '2096-01-31' }),
    ]),
  ).toEqual([
    { field: 'starts', rule: 'not_a_time_of_day' },
    { field: 'starts', rule: 'not_a_time_of_day' },
    { field: 'ends', rule: 'ends_before_start' },
    { field: 'until', rule: 'until_before_from' },
  ]);
});

it('reads a week in the order of its days and times', () => {
  const week = [block('13:00', '17:00'), block('09:00', '12:00', { weekday: 2 }), block('09:00', '12:00')];
  expect(sorted(week).map(({ weekday, starts }) => [weekday, starts])).toEqual([
    [1, '09:00'],
    [1, '13:00'],
    [2, '09:00'],
  ]);
});

it('writes whole days without times, and others with them', () => {
  expect(writeStretch('2096-12-24T00:00', '2097-01-03T00:00', 'en')).toBe('Dec 24, 2096 – Jan 2, 2097');
  expect(writeStretch('2096-12-24T00:00', '2096-12-25T00:00', 'en')).toBe('Dec 24, 2096');
  expect(writeStretch('2096-12-24T12:00', '2096-12-24T17:30', 'en').replaceAll('\u202f', ' ')).toBe(
    'Dec 24, 2096, 12:00 PM – 5:30 PM',
  );
});
