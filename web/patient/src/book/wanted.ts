import type { Channel, VisitType } from '@frontdesk/api';

/** With whom and where; an empty id: anyone, anywhere. */
export type Who = { practitionerId: string; locationId: string };

/** What the times are to be. `channel` is asked only where a visit can be had in several ways; an empty language or state: any. */
export type Wanted = Who & { channel: Channel | undefined; language: string; state: string };

export const anyone: Who = { practitionerId: '', locationId: '' };

/** How the visit is had: the patient's choice, else the only way there is. */
export const channelOf = (type: VisitType, wanted: Wanted): Channel =>
  wanted.channel ?? type.channels[0] ?? 'in-person';
