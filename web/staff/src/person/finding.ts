import type { Channel, PartOfDay, Practitioner, VisitType } from '@frontdesk/api';
import type { AnyVisit } from '../visit/receive.ts';

/** What is looked for. An empty part is any; only the visit type must be one. */
export type Finding = {
  visitTypeId: string;
  practitionerIds: string[];
  locationId: string;
  /** Without one the first that the visit type has. */
  channel: Channel | '';
  language: string;
  partOfDay: PartOfDay | '';
  /** Calendar date; empty is today. */
  from: string;
};
/** What to look for first; each part can be changed. */
export type Wanted = Partial<Finding>;

/** A visit that is moved stays what it is, and with whom, until somebody says otherwise. */
export function startFinding(moving: AnyVisit | undefined, wanted: Wanted = {}, today: string): Finding {
  return {
    visitTypeId: '',
    practitionerIds: [],
    locationId: '',
    channel: '',
    language: '',
    partOfDay: '',
    ...wanted,
    ...(moving
      ? {
          visitTypeId: moving.visitTypeId,
          practitionerIds: [moving.practitionerId],
          channel: moving.channel ?? '',
        }
      : {}),
    from: wanted.from && wanted.from > today ? wanted.from : '',
  };
}

/** How this kind of visit is had: what was chosen, if it has that, else its first. */
export function channelOf(type: VisitType | undefined, chosen: Channel | ''): Channel | undefined {
  const channels = type?.channels ?? [];
  return channels.find((channel) => channel === chosen) ?? channels[0];
}

/** Those who do this kind of visit. */
export const doing = (people: readonly Practitioner[], visitTypeId: string): Practitioner[] =>
  people.filter((one) => one.visitTypeIds.includes(visitTypeId));

/** Who was chosen, and does it. */
export const chosenOf = (chosen: readonly string[], people: readonly Practitioner[], visitTypeId: string) =>
  chosen.filter((id) => doing(people, visitTypeId).some((one) => one.practitionerId === id));
