import type { Appointment, Time } from '@frontdesk/api';
import { Clock } from '@frontdesk/ui';

// Everything here is in minutes since midnight by the clock of the place: a visit stands where its wall clock says.

export type Stretch = { from: number; until: number };
/** `group`: all who come to this time together, the first of them too. */
export type Placed = Stretch & { visit: Appointment; group: Appointment[]; lane: number; lanes: number };
export type Free = { minute: number; time: Time; zone: string };
/** One practitioner's day. */
export type Column = {
  key: string;
  practitionerId: string;
  practitionerName: string;
  date: string;
  /** The zone of their first place, if it is known. */
  home: string | undefined;
  placed: Placed[];
  free: Free[];
  open: Stretch[];
};

export const minutesOf = (range: { startsAt: string; endsAt: string }) =>
  Math.round((Date.parse(range.endsAt) - Date.parse(range.startsAt)) / 60_000);

/** What those who come to one time together share. */
export const groupOf = (visit: Appointment): string =>
  (visit.capacity ?? 1) > 1 && !visit.overbooked
    ? [visit.visitTypeId, visit.practitionerId, visit.locationId, visit.startsAt].join('/')
    : visit.appointmentId;

/** Visits that overlap stand side by side and share the width; those of one group stand on one card. */
export function place(visits: readonly Appointment[]): Placed[] {
  const groups = new Map<string, Placed>();
  for (const visit of visits) {
    const known = groups.get(groupOf(visit));
    if (known) known.group.push(visit);
    else {
      const from = new Clock('en', visit.timeZone).minute(visit.startsAt);
      const until = from + minutesOf(visit);
      groups.set(groupOf(visit), { visit, group: [visit], from, until, lane: 0, lanes: 1 });
    }
  }
  const placed = [...groups.values()].sort((a, b) => a.from - b.from || b.until - a.until);
  let group: Placed[] = [];
  let groupEnds = 0;
  for (const one of placed) {
    if (one.from >= groupEnds) group = [];
    const taken = new Set(group.filter((other) => other.until > one.from).map((other) => other.lane));
    while (taken.has(one.lane)) one.lane++;
    group.push(one);
    groupEnds = Math.max(...group.map((other) => other.until));
    const lanes = Math.max(...group.map((other) => other.lane)) + 1;
    for (const other of group) other.lanes = lanes;
  }
  return placed;
}

/** Stretches in which a visit can stand, from the free times; those that touch are one. */
export function openOf(free: readonly Free[]): Stretch[] {
  const open: Stretch[] = [];
  for (const { minute, time } of [...free].sort((a, b) => a.minute - b.minute)) {
    const until = minute + minutesOf(time);
    const last = open.at(-1);
    if (last && minute <= last.until) last.until = Math.max(last.until, until);
    else open.push({ from: minute, until });
  }
  return open;
}

/** Whole hours that hold everything; the working day at least. */
export function hoursOf(columns: readonly Column[]): Stretch {
  const all = columns.flatMap((column) => [...column.placed, ...column.open]);
  const from = Math.min(8 * 60, ...all.map((one) => one.from));
  const until = Math.max(17 * 60, ...all.map((one) => one.until));
  return { from: Math.floor(from / 60) * 60, until: Math.min(Math.ceil(until / 60) * 60, 24 * 60) };
}

/** The free time that a hand on `minute` means: the nearest within seven minutes. */
export function freeAt(column: Column | undefined, minute: number): Free | undefined {
  return column?.free
    .filter((free) => Math.abs(free.minute - minute) <= 7)
    .sort((a, b) => Math.abs(a.minute - minute) - Math.abs(b.minute - minute))[0];
}

/** The same hour once more, when the clocks go back. */
export function twinOf(column: Column | undefined, { minute, time }: Free): Free | undefined {
  return column?.free.find(
    (other) =>
      other.minute === minute &&
      other.time.locationId === time.locationId &&
      other.time.startsAt !== time.startsAt,
  );
}

/** Where its visits are and on whose clock, each place once. */
export function placesOf({ placed }: Column): string[] {
  return [
    ...new Set(
      placed.map(
        ({ visit }) => `${visit.locationName} · ${new Clock('en', visit.timeZone).zoneName(visit.startsAt)}`,
      ),
    ),
  ];
}

/** By whose clock a column is read at `now`. Who works in two zones is in one at a time: where the visit or the free time nearest to now is. */
export function zoneAt({ placed, free, home }: Column, now: number): string | undefined {
  let [zone, nearest] = [home, Number.POSITIVE_INFINITY];
  const look = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, there: string) => {
    const away = Math.max(Date.parse(startsAt) - now, now - Date.parse(endsAt), 0);
    if (away < nearest) [zone, nearest] = [there, away];
  };
  for (const { visit } of placed) look(visit, visit.timeZone);
  for (const one of free) look(one.time, one.zone);
  return zone;
}

/** "09:20" */
export function writeMinute(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Monday of the week a date is in. */
export function mondayOf(date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
