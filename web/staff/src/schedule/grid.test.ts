import type { Appointment, Time } from '@frontdesk/api';
import { expect, it } from 'vitest';
import { appointment } from '../testing.data.ts';
import {
  type Column,
  freeAt,
  hoursOf,
  mondayOf,
  openOf,
  place,
  twinOf,
  writeMinute,
  zoneAt,
} from './grid.ts';

/** A visit on Nov 26 in Chicago, six hours behind UTC. */
const visit = (from: string, until: string): Appointment => ({
  ...appointment,
  appointmentId: from + until,
  startsAt: `2026-11-26T${from}:00-06:00`,
  endsAt: `2026-11-26T${until}:00-06:00`,
});
const free = (minute: number, minutes = 20) => ({
  minute,
  zone: 'America/Chicago',
  time: {
    startsAt: '2026-11-26T15:00:00Z',
    endsAt: new Date(Date.parse('2026-11-26T15:00:00Z') + minutes * 60_000).toISOString(),
  } as Time,
});
const column = (more: Partial<Column>): Column => ({
  key: 'd1',
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  date: '2026-11-26',
  home: 'America/Denver',
  placed: [],
  free: [],
  open: [],
  ...more,
});

it('puts a visit where the wall clock of its place says', () => {
  const east = { ...visit('09:00', '09:20'), timeZone: 'America/New_York' };
  expect(place([visit('09:00', '09:20')])[0]).toMatchObject({ from: 540, until: 560 });
  expect(place([east])[0]).toMatchObject({ from: 600, until: 620 });
});

it('is as long as it takes, over the hour that occurs twice', () => {
  const night = { ...appointment, startsAt: '2026-11-01T06:30:00Z', endsAt: '2026-11-01T07:30:00Z' };
  expect(place([night])[0]).toMatchObject({ from: 90, until: 150 });
});

it('puts visits that overlap side by side, and gives the width back after them', () => {
  const placed = place([
    visit('09:00', '10:00'),
    visit('09:10', '09:30'),
    visit('09:30', '09:50'),
    visit('10:00', '10:20'),
  ]);
  expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
    [1, 2],
    [0, 1],
  ]);
});

it('never lays one visit over another: 500 random days', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const clock = (minute: number) => writeMinute(minute);
  for (let day = 0; day < 500; day++) {
    const visits = Array.from({ length: 1 + random(12) }, () => {
      const from = 480 + random(48) * 10;
      return visit(clock(from), clock(from + 10 + random(6) * 10));
    });
    const placed = place(visits);
    for (const [at, a] of placed.entries())
      for (const b of placed.slice(at + 1))
        if (a.from < b.until && b.from < a.until) {
          expect(a.lane).not.toBe(b.lane);
          expect(a.lanes).toBe(b.lanes);
        }
  }
});

it('joins free times that touch, and keeps a gap a gap', () => {
  expect(openOf([free(560), free(540), free(600)])).toEqual([
    { from: 540, until: 580 },
    { from: 600, until: 620 },
  ]);
});

it('shows whole hours, the working day at least, and what is outside of it', () => {
  expect(hoursOf([column({})])).toEqual({ from: 480, until: 1020 });
  expect(hoursOf([column({ placed: place([visit('06:50', '07:10'), visit('18:30', '19:10')]) })])).toEqual({
    from: 360,
    until: 1200,
  });
});

it('takes the nearest free time within seven minutes of the hand', () => {
  const own = column({ free: [free(540), free(550)] });
  expect(freeAt(own, 546)?.minute).toBe(550);
  expect(freeAt(own, 557)?.minute).toBe(550);
  expect(freeAt(own, 558)).toBeUndefined();
});

it('knows the time that has the same hour once more', () => {
  const [once, again] = [free(90), free(90)];
  again.time = { ...again.time, startsAt: '2026-11-26T16:00:00Z' };
  expect(twinOf(column({ free: [once, again, free(100)] }), once)).toBe(again);
  expect(twinOf(column({ free: [once, free(100)] }), once)).toBeUndefined();
});

it('is read by the clock of where they are now, or are nearest in time; of their own place on an empty day', () => {
  const east = { ...visit('15:00', '15:20'), timeZone: 'America/New_York' };
  const both = column({ placed: place([visit('09:00', '10:00'), east]), free: [free(540)] });
  const now = (time: string) => Date.parse(`2026-11-26T${time}:00-06:00`);
  expect(['09:30', '11:00', '14:00', '18:00'].map((time) => zoneAt(both, now(time)))).toEqual([
    'America/Chicago',
    'America/Chicago',
    'America/New_York',
    'America/New_York',
  ]);
  expect(zoneAt(column({}), now('12:00'))).toBe('America/Denver');
});

it('begins the week on Monday', () => {
  expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(mondayOf)).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-23',
  ]);
});

it('puts those who come to one time together on one card, and only those', () => {
  const seat = (appointmentId: string, more: Partial<Appointment> = {}): Appointment => ({
    ...visit('09:00', '10:00'),
    appointmentId,
    capacity: 8,
    ...more,
  });
  const placed = place([
    seat('g1'),
    seat('g2'),
    seat('over', { overbooked: true }),
    { ...visit('09:00', '09:20'), appointmentId: 'alone' },
  ]);
  expect(placed.map((one) => one.group.map((other) => other.appointmentId))).toEqual([
    ['g1', 'g2'],
    ['over'],
    ['alone'],
  ]);
  expect(placed.map((one) => one.lanes)).toEqual([3, 3, 3]);
});
