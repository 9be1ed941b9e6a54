import { expect, it } from 'vitest';
import { minutesOf, spanOf } from './spans.ts';

it('says a length in the largest unit that divides it', () => {
  expect([0, 45, 60, 90, 120, 1440, 2880].map(spanOf)).toEqual([
    { amount: 0, unit: 'minutes' },
    { amount: 45, unit: 'minutes' },
    { amount: 1, unit: 'hours' },
    { amount: 90, unit: 'minutes' },
    { amount: 2, unit: 'hours' },
    { amount: 1, unit: 'days' },
    { amount: 2, unit: 'days' },
  ]);
});

it('comes back to the same minutes', () => {
  for (let minutes = 0; minutes <= 43_200; minutes += 15) expect(minutesOf(spanOf(minutes))).toBe(minutes);
});
