import { operation } from './operation.ts';
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

/** A visit that no hours stand behind any more. The item's subject is the appointment. */
export type StrandedVisit = {
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  locationId: string;
  visitTypeId: string;
};

/** What somebody texted that no program understood. */
export type TextReply = { body: string };

type Item = {
  itemId: string;
  subjectId: string;
  patientId?: string | null;
  patientName?: string | null;
  /** BCP 47: what the patient speaks. */
  language?: string | null;
  /** 1 first, 3 last. */
  priority: number;
  dueAt: string;
  ownerId?: string | null;
  ownerName?: string | null;
  createdAt: string;
};

/** One thing that waits for a person. */
export type WorkItem = Item &
  (
    | { kind: 'visit_request'; details: VisitRequest }
    | { kind: 'stranded_visit'; details: StrandedVisit }
    | { kind: 'text_reply'; details: TextReply }
  );
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

type ListData = { url: '/api/v1/worklist/items' };
type CountData = { url: '/api/v1/worklist/count' };
type ActData<Act extends string> = { path: { id: string }; url: `/api/v1/worklist/items/{id}/${Act}` };
type CloseData = ActData<'close'> & { body: { outcome: WorkOutcome; note?: string } };
type RequestData = { body: RequestVisitBody; url: '/api/v1/scheduling/requests' };
type MineData = { url: '/api/v1/scheduling/my-requests' };

const list = operation<ListData, { 200: { items: WorkItem[] } }>('GET', '/api/v1/worklist/items');
const count = operation<CountData, { 200: { open: number } }>('GET', '/api/v1/worklist/count');
const take = operation<ActData<'take'>, { 200: unknown }>('POST', '/api/v1/worklist/items/{id}/take');
const release = operation<ActData<'release'>, { 200: unknown }>(
  'POST',
  '/api/v1/worklist/items/{id}/release',
);
const close = operation<CloseData, { 200: unknown }>('POST', '/api/v1/worklist/items/{id}/close');
const request = operation<RequestData, { 201: { requestId: string } }>('POST', '/api/v1/scheduling/requests');
const mine = operation<MineData, { 200: { requests: MyRequest[] } }>('GET', '/api/v1/scheduling/my-requests');

/** All that is open, due first. */
export const listWorkItems = (options: Send = {}) => list(options);
export const countWorkItems = (options: Send = {}) => count(options);
/** 409 `item_taken` with `ownerName`: a colleague was faster. */
export const takeWorkItem = (id: string) => take({ path: { id } });
export const releaseWorkItem = (id: string) => release({ path: { id } });
/** 409 `already_closed`: somebody did it, or it is needless by now. */
export const closeWorkItem = (id: string, body: CloseData['body']) => close({ path: { id }, body });
/** Asks the clinic for a kind of visit that patients may not book themselves. */
export const requestVisit = (body: RequestVisitBody, idempotencyKey: string) =>
  request({ body, idempotencyKey });
export const listMyRequests = (options: Send = {}) => mine(options);
