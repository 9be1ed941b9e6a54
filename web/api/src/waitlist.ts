import type {
  AcceptOfferData,
  AcceptOfferResponses,
  AddToWaitlistData,
  AddToWaitlistRequest,
  AddToWaitlistResponses,
  DeclineOfferData,
  DeclineOfferResponses,
  LeaveWaitlistData,
  LeaveWaitlistResponses,
  ListPatientWaitlistData,
  ListPatientWaitlistPatientEntry,
  ListPatientWaitlistPatientOffer,
  ListPatientWaitlistResponse,
  ListPatientWaitlistResponses,
  ListWaitlistData,
  ListWaitlistEntry,
  ListWaitlistOffer,
  ListWaitlistResponse,
  ListWaitlistResponses,
  SetUrgencyData,
  SetUrgencyResponses,
  WithdrawOfferData,
  WithdrawOfferResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Channel, PartOfDay } from './scheduling.ts';
import type { Send } from './send.ts';

export type Urgency = 'routine' | 'soon' | 'urgent';
export type OfferState = 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn';

type Wish = { channel: Channel | null; partsOfDay: PartOfDay[]; urgency: Urgency };
/** What somebody waits for, on the list of the clinic. An empty list is any. `place` 1 is next. */
export type WaitlistEntry = Narrow<ListWaitlistEntry, Wish>;
/** What is offered to them now, and why it was their turn. */
export type OpenOffer = ListWaitlistOffer;
/** On the list of one patient. */
export type PatientWaitlistEntry = Narrow<ListPatientWaitlistPatientEntry, Wish>;
/** A time kept for the patient until `expiresAt`; `movesAppointmentId`: the visit that moves to it when it is taken, or was moved. */
export type Offer = Narrow<ListPatientWaitlistPatientOffer, { state: OfferState; channel: Channel | null }>;

export type Waitlist = Narrow<ListWaitlistResponse, { entries: WaitlistEntry[] }>;
/** `offers`: the open ones, and those that ended within a day. */
export type PatientWaitlist = Narrow<
  ListPatientWaitlistResponse,
  { entries: PatientWaitlistEntry[]; offers: Offer[] }
>;
/** A patient leaves `patientId` out for themselves. `urgency` is the staff's to say. */
export type WaitlistJoin = AddToWaitlistRequest;

const join = operation<AddToWaitlistData, AddToWaitlistResponses>('POST', '/api/v1/scheduling/waitlist');
const list = operation<ListWaitlistData, ListWaitlistResponses, Waitlist>(
  'GET',
  '/api/v1/scheduling/waitlist',
);
const ofPatient = operation<ListPatientWaitlistData, ListPatientWaitlistResponses, PatientWaitlist>(
  'GET',
  '/api/v1/scheduling/patients/{patientId}/waitlist',
);
const accept = operation<AcceptOfferData, AcceptOfferResponses>(
  'POST',
  '/api/v1/scheduling/offers/{id}/accept',
);
const decline = operation<DeclineOfferData, DeclineOfferResponses>(
  'POST',
  '/api/v1/scheduling/offers/{id}/decline',
);
const withdraw = operation<WithdrawOfferData, WithdrawOfferResponses>(
  'POST',
  '/api/v1/scheduling/offers/{id}/withdraw',
);
const leave = operation<LeaveWaitlistData, LeaveWaitlistResponses>(
  'DELETE',
  '/api/v1/scheduling/waitlist/{id}',
);
const urgency = operation<SetUrgencyData, SetUrgencyResponses>(
  'PUT',
  '/api/v1/scheduling/waitlist/{id}/urgency',
);

/** 409 `already_waiting` with its `waitlistId`: a patient waits once for a kind of visit. */
export const joinWaitlist = (body: WaitlistJoin) => join({ body, once: true });
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
