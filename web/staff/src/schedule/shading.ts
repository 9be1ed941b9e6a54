import type { Channel, Practitioner, VisitType } from '@frontdesk/api';

/** One question about free times. */
export type Asked = {
  visitTypeId: string;
  channel?: Channel | undefined;
  /** Left out: of all. */
  practitionerIds?: string[] | undefined;
  movesAppointmentId?: string | undefined;
};

/** The server refuses more at once. */
const most = 100;

/**
 * What to ask for so that white is wherever someone can begin any visit they do: of each practitioner the kinds of visit that no other of theirs
 * stands for, one question for each kind. Those are few: a short one without a room stands for most others.
 * Who needs another time for a kind than the clinic says is taken to need as much: only the set-up knows theirs.
 */
export function asksFor(types: readonly VisitType[], people: readonly Practitioner[]): Asked[] {
  const who = new Map<VisitType, string[]>();
  for (const { practitionerId, visitTypeIds } of people) {
    const theirs = types.filter((type) => visitTypeIds.includes(type.visitTypeId));
    const needed = theirs.filter((type, at) => !theirs.some((other, to) => outdoes(other, type, to < at)));
    for (const type of needed) who.set(type, [...(who.get(type) ?? []), practitionerId]);
  }
  return [...who].map(([type, ids]) => ({
    visitTypeId: type.visitTypeId,
    channel: roomless(type),
    practitionerIds: ids.length === people.length || ids.length > most ? undefined : ids,
  }));
}

/** Of two that stand for each other, the first is asked for. */
const outdoes = (one: VisitType, other: VisitType, first: boolean) =>
  one !== other && standsFor(one, other) && (first || !standsFor(other, one));

/** Wherever the other can begin, this can. */
const standsFor = (one: VisitType, other: VisitType): boolean =>
  one.minutes <= other.minutes &&
  one.bufferBefore <= other.bufferBefore &&
  one.bufferAfter <= other.bufferAfter &&
  other.every % one.every === 0 &&
  needsOf(one).every((need, which) => !need || need === needsOf(other)[which]);

/** Of the room and the equipment a visit takes, by video or phone it takes neither. */
const roomless = (type: VisitType) =>
  type.needsRoom || type.needsEquipment
    ? type.channels.find((channel) => channel !== 'in-person')
    : undefined;
const needsOf = (type: VisitType) => (roomless(type) ? [] : [type.needsRoom, type.needsEquipment]);
