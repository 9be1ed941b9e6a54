import { expect, it } from 'vitest';
import { addDays, Clock, writeDate, writeDuration } from './time.ts';
import { writePhone } from './writePhone.ts';

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');
// 15:20 in Chicago and 16:20 in New York.
const instant = '2026-11-27T21:20:00Z';

it('writes a time in the zone of the place, with its weekday', () => {
  expect(plain(new Clock('en', 'America/Chicago').moment(instant))).toBe('Fri, Nov 27, 3:20 PM');
  expect(plain(new Clock('en', 'America/New_York').moment(instant))).toBe('Fri, Nov 27, 4:20 PM');
});

it('says the zone of a time that could be taken for another, where it knows which that would be', () => {
  const at = (zone: string, time: string, home?: string) => plain(new Clock('en', zone, home).moment(time));
  expect(at('America/New_York', instant, 'America/Chicago')).toBe('Fri, Nov 27, 4:20 PM EST');
  expect(at('America/Detroit', instant, 'America/New_York')).toBe('Fri, Nov 27, 4:20 PM');
  expect(at('America/Chicago', instant, 'America/Chicago')).toBe('Fri, Nov 27, 3:20 PM');
  expect(at('America/New_York', instant)).toBe('Fri, Nov 27, 4:20 PM');
});

it('says which of the two it is in the hour that occurs twice, and only there', () => {
  const chicago = new Clock('en', 'America/Chicago', 'America/Chicago');
  const [before, first, second, after] = ['05:59', '06:30', '07:30', '08:00'].map((time) =>
    plain(chicago.weekdayTime(`2026-11-01T${time}:00Z`)),
  );
  expect([before, first, second, after]).toEqual([
    'Sun 12:59 AM',
    'Sun 1:30 AM CDT',
    'Sun 1:30 AM CST',
    'Sun 2:00 AM',
  ]);
  // The hour that is skipped in spring leaves nothing to be told apart.
  expect(plain(chicago.longMoment('2026-03-08T08:30:00Z'))).toBe('Sunday, March 8 at 3:30 AM');
});

it('says which of the two it is where clocks are set back by half an hour or by two hours', () => {
  const at = (zone: string, ...times: string[]) =>
    times.map((time) => plain(new Clock('en', zone, zone).moment(time)));
  expect(
    at('Australia/Lord_Howe', '2026-04-04T14:20:00Z', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'),
  ).toEqual(['Sun, Apr 5, 1:20 AM', 'Sun, Apr 5, 1:45 AM GMT+11', 'Sun, Apr 5, 1:45 AM GMT+10:30']);
  expect(at('Antarctica/Troll', '2026-10-25T00:30:00Z')).toEqual(['Sun, Oct 25, 2:30 AM GMT+2']);
});

it('writes Spanish with the twelve-hour clock of the clinics', () => {
  expect(plain(new Clock('es', 'America/Chicago').longMoment(instant))).toMatch(
    /^viernes, 27 de noviembre.*3:20 p\.m\.$/,
  );
});

it('knows the calendar date of an instant in its zone', () => {
  const late = '2026-11-28T04:30:00Z';
  expect(new Clock('en', 'America/Chicago').date(late)).toBe('2026-11-27');
  expect(new Clock('en', 'UTC').date(late)).toBe('2026-11-28');
  expect(new Clock('en', 'America/Chicago').hour(late)).toBe(22);
});

it('does not move a birth date between zones', () => {
  expect(writeDate('1985-03-03', 'en')).toBe('Mar 3, 1985');
});

it('adds days across a month and a clock change', () => {
  expect(addDays('2026-10-31', 2)).toBe('2026-11-02');
});

it.each([
  [-3, '0:00'],
  [134, '2:14'],
  [3734, '1:02:14'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(writeDuration(seconds)).toBe(text);
});

it('writes American numbers as people read them and leaves others', () => {
  expect(writePhone('+13125550100')).toBe('(312) 555-0100');
  expect(writePhone('+34911234567')).toBe('+34911234567');
});
