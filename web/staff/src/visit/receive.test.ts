import { expect, it } from 'vitest';
import { stepsOf } from './receive.ts';

const zone = 'America/Chicago';
const visit = (status: Parameters<typeof stepsOf>[0]['status']) => ({
  status,
  startsAt: '2026-11-26T21:30:00Z',
  timeZone: zone,
});

it('lets nobody arrive before the day by the clock of the place, or be missed before the start', () => {
  // 23:59 on the 25th in Chicago is the 26th in UTC.
  expect(stepsOf(visit('booked'), new Date('2026-11-26T05:59:00Z')).next).toBeNull();
  expect(stepsOf(visit('booked'), new Date('2026-11-26T06:00:00Z')).next).toBe('arrived');
  expect(stepsOf(visit('booked'), new Date('2026-11-26T21:29:00Z')).others).toEqual([]);
  expect(stepsOf(visit('booked'), new Date('2026-11-26T21:30:00Z')).others).toEqual(['noshow']);
});

it('follows the states of the server, with a way back from each', () => {
  const now = new Date('2026-11-26T22:00:00Z');
  expect(stepsOf(visit('arrived'), now)).toEqual({
    next: 'checked-in',
    others: ['fulfilled'],
    back: ['booked'],
  });
  expect(stepsOf(visit('checked-in'), now)).toEqual({ next: 'fulfilled', others: [], back: ['arrived'] });
  expect(stepsOf(visit('fulfilled'), now)).toEqual({ next: null, others: [], back: ['checked-in'] });
  expect(stepsOf(visit('noshow'), now)).toEqual({ next: null, others: ['arrived'], back: ['booked'] });
  expect(stepsOf(visit('cancelled'), now)).toEqual({ next: null, others: [], back: [] });
});
