import { expect, it } from 'vitest';
import { writeAgo } from './ago.ts';

const now = Date.parse('2096-11-26T12:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

it('says how long ago, never in the future', () => {
  expect([0, 0.5, 12, 60, 26 * 60].map((minutes) => writeAgo(ago(minutes), now, 'en'))).toEqual([
    'now',
    'now',
    '12 minutes ago',
    '1 hour ago',
    'yesterday',
  ]);
  expect(writeAgo(ago(-5), now, 'en')).toBe('now');
  expect(writeAgo(ago(12), now, 'es')).toBe('hace 12 minutos');
});
