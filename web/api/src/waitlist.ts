import { operation } from './operation.ts';
import type { Channel, PartOfDay } from './scheduling.ts';
import type { Send } from './send.ts';

export type Urgency = 'routine' | 'soon' | 'urgent';
export type OfferState = 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn';

/** What somebody waits for. An empty list, and what is left out, is any. */
export type WaitlistEntry = {
  waitlistId: string;
  patientId: string;
  patientName: string;
  visitTypeId: string;
  visitTypeEn: string;
  visitTypeEs: string;
  /** The visit that would be moved to an earlier time. */
  appointmentId?: string | null;
  practitionerIds: string[];
  locationIds: string[];
  channel?: Channel | null;
  /** ISO 8601: Monday is 1. */
  weekdays: number[];
  partsOfDay: PartOfDay[];
  /** Calendar dates, both included. */
  from: string;
  until: string;
  noticeMinutes: number;
  urgency: Urgency;
  joinedAt: string;
  /** 1 is next among those who wait for the same kind of visit. */
  place: number;
  /** For staff: what is offered to them now. */
  offer?: OpenOffer | null;
};

/** `because`: why it was this patient's turn. */
export type OpenOffer = {
  offerId: string;
  startsAt: string;
  practitionerId: string;
  locationId: string;
  expiresAt: string;
  because: Record<string, unknown>;
};

/** A time kept for the patient until `expiresAt`. */
export type Offer = {
  offerId: string;
  waitlistId: string;
  state: OfferState;
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  practitionerName: string;
  locationId: string;
  locationName: string;
  timeZone: string;
  visitTypeEn: string;
  visitTypeEs: string;
  expiresAt: string;
  /** The visit that moves to this time when it is taken. */
  movesAppointmentId?: string | null;
};

/** `more` than the 1,000 shown. */
export type Waitlist = { entries: WaitlistEntry[]; more?: boolean };
/** `offers`: the open ones, and those that ended within a day. */
export type PatientWaitlist = Waitlist & { offers: Offer[] };

/** Left out by a patient: for themselves. `urgency` is the staff's to say. */
export type WaitlistJoin = {
  patientId?: string;
  visitTypeId: string;
  appointmentId?: string;
  practitionerIds?: string[];
  locationIds?: string[];
  channel?: Channel;
  weekdays?: number[];
  partsOfDay?: PartOfDay[];
  from?: string;
  until?: string;
  noticeMinutes?: number;
  urgency?: Urgency;
  reason?: string;
};

type JoinData = { body: WaitlistJoin; url: '/api/v1/scheduling/waitlist' };
type ListData = { url: '/api/v1/scheduling/waitlist' };
type PatientData = { path: { patientId: string }; url: '/api/v1/scheduling/patients/{patientId}/waitlist' };
type OfferData<Act extends string> = {
  path: { id: string };
  url: `/api/v1/scheduling/offers/{id}/${Act}`;
};
type LeaveData = { path: { id: string }; url: '/api/v1/scheduling/waitlist/{id}' };
type UrgencyData = {
  path: { id: string };
  body: { urgency: Urgency };
  url: '/api/v1/scheduling/waitlist/{id}/urgency';
};

const join = operation<JoinData, { 201: { waitlistId: string } }>('POST', '/api/v1/scheduling/waitlist');
const list = operation<ListData, { 200: Waitlist }>('GET', '/api/v1/scheduling/waitlist');
const ofPatient = operation<PatientData, { 200: PatientWaitlist }>(
  'GET',
  '/api/v1/scheduling/patients/{patientId}/waitlist',
);
const accept = operation<OfferData<'accept'>, { 200: { appointmentId: string; startsAt: string } }>(
  'POST',
  '/api/v1/scheduling/offers/{id}/accept',
);
const decline = operation<OfferData<'decline'>, { 200: unknown }>(
  'POST',
  '/api/v1/scheduling/offers/{id}/decline',
);
const withdraw = operation<OfferData<'withdraw'>, { 200: unknown }>(
  'POST',
  '/api/v1/scheduling/offers/{id}/withdraw',
);
const leave = operation<LeaveData, { 200: unknown }>('DELETE', '/api/v1/scheduling/waitlist/{id}');
const urgency = operation<UrgencyData, { 200: unknown }>('PUT', '/api/v1/scheduling/waitlist/{id}/urgency');

/** 409 `already_waiting`: a patient waits once for a kind of visit. */
export const joinWaitlist = (body: WaitlistJoin) => join({ body });
export const listWaitlist = (options: Send = {}) => list(options);
export const listPatientWaitlist = (patientId: string, options: Send = {}) =>
  ofPatient({ ...options, path: { patientId } });
/** 409 `offer_over` with its `state`: somebody answered, or the time to answer passed. */
export const acceptOffer = (id: string) => accept({ path: { id } });
export const declineOffer = (id: string) => decline({ path: { id } });
/** Staff take an offer back. */
export const withdrawOffer = (id: string) => withdraw({ path: { id } });
export const leaveWaitlist = (id: string) => leave({ path: { id } });
export const setUrgency = (id: string, to: Urgency) => urgency({ path: { id }, body: { urgency: to } });
