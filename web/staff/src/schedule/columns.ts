import type { Appointment, Time } from '@frontdesk/api';
import { Clock } from '@frontdesk/ui';
import { type Column, openOf, place } from './grid.ts';

export type Person = { practitionerId: string; name: string; locationIds: string[] };
export type Open = { times: Time[]; timeZones: Record<string, string> };

/** With who has left the clinic and still has visits, which are the ones to be moved. */
export function everyoneOf(people: readonly Person[], visits: readonly Appointment[]): Person[] {
  const known = new Map(people.map((person) => [person.practitionerId, person]));
  for (const { practitionerId, practitionerName, status } of visits)
    if (status !== 'cancelled' && !known.has(practitionerId))
      known.set(practitionerId, { practitionerId, name: practitionerName, locationIds: [] });
  return [...known.values()];
}

/** A day of several, or several days of one. */
export function columnsOf(
  people: readonly Person[],
  dates: readonly string[],
  visits: readonly Appointment[],
  open: Open,
): Column[] {
  const dated = visits
    .filter((visit) => visit.status !== 'cancelled')
    .map((visit) => ({ visit, date: new Clock('en', visit.timeZone).date(visit.startsAt) }));
  const freed = open.times.map((time) => {
    const zone = open.timeZones[time.locationId] ?? 'UTC';
    const clock = new Clock('en', zone);
    return { time, zone, minute: clock.minute(time.startsAt), date: clock.date(time.startsAt) };
  });
  return people.flatMap(({ practitionerId, name, locationIds }) => {
    const visitsOfTheirs = dated.filter(({ visit }) => visit.practitionerId === practitionerId);
    const freeOfTheirs = freed.filter(({ time }) => time.practitionerId === practitionerId);
    return dates.map((date) => {
      const free = freeOfTheirs.filter((one) => one.date === date);
      return {
        key: `${practitionerId}/${date}`,
        practitionerId,
        practitionerName: name,
        date,
        home: open.timeZones[locationIds[0] ?? ''],
        placed: place(visitsOfTheirs.filter((one) => one.date === date).map(({ visit }) => visit)),
        free,
        open: openOf(free),
      };
    });
  });
}
