import type {
  CloseItemData,
  CloseItemResponses,
  CountItemsData,
  CountItemsResponses,
  ListItemsData,
  ListItemsItem,
  ListItemsResponse,
  ListItemsResponses,
  ReleaseItemData,
  ReleaseItemResponses,
  TakeItemData,
  TakeItemResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Channel, PartOfDay } from './scheduling.ts';
import type { Send } from './send.ts';

/** What a visit request says, and what the visit type is called. What is left out is any. */
export type VisitRequest = {
  visitTypeId: string;
  visitTypeEn: string;
  visitTypeEs: string;
  practitionerIds?: string[] | null;
  locationId?: string | null;
  channel?: Channel | null;
  /** Calendar dates, both included. */
  from?: string | null;
  until?: string | null;
  /** ISO 8601: Monday is 1. */
  weekdays?: number[] | null;
  partsOfDay?: PartOfDay[] | null;
  note?: string | null;
};

/** A booked visit that the hours, or its room, no longer hold. The item's subject is the appointment. */
export type StrandedVisit = {
  /** With the offset of the place's clock. */
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  practitionerName: string;
  locationId: string;
  locationName: string;
  visitTypeId: string;
  visitTypeEn: string;
  visitTypeEs: string;
  because: 'location_closed' | 'practitioner_gone' | 'outside_hours' | 'room_closed';
};

/** What somebody texted that no program understood, and the number it came from (E.164). */
export type TextReply = { body: string; from: string };

/** One thing that waits for a person. */
export type WorkItem =
  | Narrow<ListItemsItem, { kind: 'visit_request'; details: VisitRequest }>
  | Narrow<ListItemsItem, { kind: 'stranded_visit'; details: StrandedVisit }>
  | Narrow<ListItemsItem, { kind: 'text_reply'; details: TextReply }>;
export type WorkItems = Narrow<ListItemsResponse, { items: WorkItem[] }>;
export type WorkKind = WorkItem['kind'];
export type WorkOutcome = 'done' | 'declined';

export type MyRequest = {
  requestId: string;
  patientId: string;
  visitTypeEn: string;
  visitTypeEs: string;
  askedAt: string;
  state: 'open' | WorkOutcome;
};

/** A patient leaves `patientId` out for themselves. `note` is at most 500 letters. */
export type RequestVisitBody = {
  visitTypeId: string;
  patientId?: string;
  practitionerIds?: string[];
  locationId?: string;
  channel?: Channel;
  from?: string;
  until?: string;
  weekdays?: number[];
  partsOfDay?: PartOfDay[];
  note?: string;
};

type RequestData = { body: RequestVisitBody; url: '/api/v1/scheduling/requests' };
type MineData = { url: '/api/v1/scheduling/my-requests' };

const list = operation<ListItemsData, ListItemsResponses, WorkItems>('GET', '/api/v1/worklist/items');
const count = operation<CountItemsData, CountItemsResponses>('GET', '/api/v1/worklist/count');
const take = operation<TakeItemData, TakeItemResponses>('POST', '/api/v1/worklist/items/{id}/take');
const release = operation<ReleaseItemData, ReleaseItemResponses>(
  'POST',
  '/api/v1/worklist/items/{id}/release',
);
const close = operation<CloseItemData, CloseItemResponses>('POST', '/api/v1/worklist/items/{id}/close');
const request = operation<RequestData, { 201: { requestId: string } }>('POST', '/api/v1/scheduling/requests');
const mine = operation<MineData, { 200: { requests: MyRequest[] } }>('GET', '/api/v1/scheduling/my-requests');

/** What is open, due first; at most 500. */
export const listWorkItems = (options: Send = {}) => list(options);
export const countWorkItems = (options: Send = {}) => count(options);
/** 409 `item_taken` with `ownerName`: a colleague was faster. */
export const takeWorkItem = (id: string) => take({ path: { id } });
export const releaseWorkItem = (id: string) => release({ path: { id } });
/** 409 `already_closed`: somebody did it, or it is needless by now. */
export const closeWorkItem = (id: string, body: { outcome: WorkOutcome; note?: string }) =>
  close({ path: { id }, body });
/** Asks the clinic for a kind of visit that patients may not book themselves. */
export const requestVisit = (body: RequestVisitBody, idempotencyKey: string) =>
  request({ body, idempotencyKey });
export const listMyRequests = (options: Send = {}) => mine(options);
