import type {
  BookAppointmentData,
  BookAppointmentRequest,
  BookAppointmentResponses,
  CancelAppointmentData,
  CancelAppointmentResponses,
  ConfirmAppointmentData,
  ConfirmAppointmentResponses,
  ExplainTimeAnswer,
  ExplainTimeData,
  ExplainTimeResponses,
  FindTimesData,
  FindTimesResponse,
  FindTimesResponses,
  FindTimesTime,
  HoldTimeData,
  HoldTimeRequest,
  HoldTimeResponse,
  HoldTimeResponses,
  ListAppointmentsAppointment,
  ListAppointmentsData,
  ListAppointmentsResponse,
  ListAppointmentsResponses,
  ListLocationsData,
  ListLocationsLocation,
  ListLocationsResponses,
  ListPatientAppointmentsData,
  ListPatientAppointmentsResponse,
  ListPatientAppointmentsResponses,
  ListPatientAppointmentsVisit,
  ListPractitionersData,
  ListPractitionersPractitioner,
  ListPractitionersResponses,
  ListVisitTypesData,
  ListVisitTypesResponses,
  ListVisitTypesVisitType,
  MoveAppointmentData,
  MoveAppointmentResponses,
  OverbookData,
  OverbookRequest,
  OverbookResponses,
  ReleaseHoldData,
  ReleaseHoldResponses,
  SetAppointmentStatusData,
  SetAppointmentStatusResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Send } from './send.ts';

/** `patientsMay`: for patients, whether they book it here or ask the clinic for it. */
export type VisitType = Narrow<
  ListVisitTypesVisitType,
  {
    patientsMay: 'book' | 'request' | null;
    openTo: 'everyone' | 'new' | 'established';
    channels: Channel[];
  }
>;
export type Location = ListLocationsLocation;
export type Practitioner = ListPractitionersPractitioner;
/** The server names each practitioner once; a time on a screen has its name. */
export type Time = FindTimesTime & { practitionerName: string };
export type Times = Narrow<FindTimesResponse, { times: Time[] }>;
/** As the server answers. */
export type FoundTimes = FindTimesResponse;
/** As `time_taken` brings them. */
export type NearestTimes = { nearest?: FindTimesTime[]; practitioners?: Record<string, string> };
/** `roomName`: the room that is held with it. */
export type Hold = HoldTimeResponse & { roomName?: string | null };
/** FHIR's words for an appointment. */
export type AppointmentStatus =
  | 'pending'
  | 'booked'
  | 'arrived'
  | 'checked-in'
  | 'fulfilled'
  | 'cancelled'
  | 'noshow'
  | 'entered-in-error';
/** What sets one visit apart from another of its kind. */
export type Marks = {
  channel?: Channel;
  roomName?: string | null;
  seriesId?: string | null;
  /** The patient said that they will come to this time. */
  confirmedAt?: string | null;
};
/** In the day list of the clinic. `capacity` of patients at once: more than one is a group. */
export type Appointment = Narrow<ListAppointmentsAppointment, { status: AppointmentStatus }> &
  Marks & { capacity?: number; seat?: number };
export type Appointments = Narrow<ListAppointmentsResponse, { appointments: Appointment[] }>;
/** In the list of one patient. */
export type Visit = Narrow<ListPatientAppointmentsVisit, { status: AppointmentStatus }> & Marks;
export type PatientAppointments = Narrow<
  ListPatientAppointmentsResponse,
  { upcoming: Visit[]; past: Visit[] }
>;

/** How a visit is had. */
export type Channel = 'in-person' | 'video' | 'phone';
/** By the place's clock: morning until 12:00, evening from 17:00. */
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** What a visit may be set to; cancelling is something else. */
export type VisitStep = Extract<
  AppointmentStatus,
  'booked' | 'arrived' | 'checked-in' | 'fulfilled' | 'noshow'
>;
/** Why a time is or is not offered, in words to read out. */
export type Explanation = ExplainTimeAnswer;

/** Left out or empty: any; but without a channel the first one the visit type has. */
export type TimesWanted = {
  visitTypeId: string;
  /** For whom: some kinds of visits are for new or for established patients only. A patient leaves it out for themselves. */
  patientId?: string | undefined;
  practitionerId?: string | undefined;
  practitionerIds?: readonly string[];
  locationId?: string | undefined;
  channel?: Channel | undefined;
  /** BCP 47: only with practitioners who speak it. */
  language?: string | undefined;
  partOfDay?: PartOfDay | undefined;
  /** USPS code of where the patient is while seen by video or phone. */
  state?: string | undefined;
  from: string;
  to: string;
  limit: number;
  /** `next` of the answer before. */
  after?: string | undefined;
  /** The visit that would move there: its present time is not in the way. */
  movesAppointmentId?: string | undefined;
};

const types = operation<ListVisitTypesData, ListVisitTypesResponses, { visitTypes: VisitType[] }>(
  'GET',
  '/api/v1/scheduling/visit-types',
);
const locations = operation<ListLocationsData, ListLocationsResponses>('GET', '/api/v1/scheduling/locations');
const people = operation<ListPractitionersData, ListPractitionersResponses>(
  'GET',
  '/api/v1/scheduling/practitioners',
);
const times = operation<FindTimesData, FindTimesResponses>('GET', '/api/v1/scheduling/times');
const hold = operation<HoldTimeData, HoldTimeResponses>('POST', '/api/v1/scheduling/holds');
const release = operation<ReleaseHoldData, ReleaseHoldResponses>('DELETE', '/api/v1/scheduling/holds/{id}');
const book = operation<BookAppointmentData, BookAppointmentResponses>(
  'POST',
  '/api/v1/scheduling/appointments',
);
const confirm = operation<ConfirmAppointmentData, ConfirmAppointmentResponses>(
  'POST',
  '/api/v1/scheduling/appointments/{id}/confirm',
);
const cancel = operation<CancelAppointmentData, CancelAppointmentResponses>(
  'POST',
  '/api/v1/scheduling/appointments/{id}/cancel',
);
const move = operation<MoveAppointmentData, MoveAppointmentResponses>(
  'POST',
  '/api/v1/scheduling/appointments/{id}/move',
);
const setStatus = operation<SetAppointmentStatusData, SetAppointmentStatusResponses>(
  'PUT',
  '/api/v1/scheduling/appointments/{id}/status',
);
const overbook = operation<OverbookData, OverbookResponses>(
  'POST',
  '/api/v1/scheduling/appointments/overbook',
);
const explain = operation<ExplainTimeData, ExplainTimeResponses>('GET', '/api/v1/scheduling/times/explain');
const day = operation<ListAppointmentsData, ListAppointmentsResponses, Appointments>(
  'GET',
  '/api/v1/scheduling/appointments',
);
const visits = operation<ListPatientAppointmentsData, ListPatientAppointmentsResponses, PatientAppointments>(
  'GET',
  '/api/v1/scheduling/patients/{patientId}/appointments',
);

export const listVisitTypes = (options: Send = {}) => types(options);
export const listLocations = (options: Send = {}) => locations(options);
export const listPractitioners = (options: Send = {}) => people(options);
export const findTimes = async (
  { practitionerId, practitionerIds = practitionerId ? [practitionerId] : [], ...wanted }: TimesWanted,
  options: Send = {},
): Promise<Times> => {
  const { visitTypeId, from, to, limit, ...rest } = wanted;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
  const found = await times({
    ...options,
    query: { visitTypeId, from, to, limit, ...given, practitionerId: [...practitionerIds] },
  });
  return { ...found, times: namedTimes(found.times, found.practitioners) };
};
export const namedTimes = (found: FindTimesTime[] = [], names: Record<string, string> = {}): Time[] =>
  found.map((time) => ({ ...time, practitionerName: names[time.practitionerId] ?? '' }));
export const holdTime = (body: HoldTimeRequest) => hold({ body, once: true });
/** 409 `already_booked`, with what it became: the answer to booking it was lost. */
export const releaseHold = (id: string) => release({ path: { id } });
export const bookAppointment = (body: BookAppointmentRequest, idempotencyKey: string) =>
  book({ body, idempotencyKey });
/** The patient says they will come. 409 `not_confirmable`: the visit is not booked any more. */
export const confirmAppointment = (id: string) => confirm({ path: { id } });
export const cancelAppointment = (id: string, reason: string) => cancel({ path: { id }, body: { reason } });
/** The old time is kept until the held one is the visit's. The hold's id is the key: pressing twice moves once. */
export const moveAppointment = (id: string, holdId: string) =>
  move({ path: { id }, body: { holdId }, idempotencyKey: holdId });
export const setAppointmentStatus = (id: string, status: VisitStep) =>
  setStatus({ path: { id }, body: { status } });
export const overbookAppointment = (body: OverbookRequest, idempotencyKey: string) =>
  overbook({ body, idempotencyKey });
/** `at` is by the location's clock: "2026-11-27T09:20". */
export const explainTime = (query: ExplainTimeData['query'], options: Send = {}) =>
  explain({ ...options, query });
export const listAppointments = (
  wanted: { from: string; to: string; practitionerId: string | undefined },
  options: Send = {},
) => {
  const { practitionerId, ...range } = wanted;
  return day({ ...options, query: { ...range, ...(practitionerId ? { practitionerId } : {}) } });
};
export const listPatientAppointments = (patientId: string, options: Send = {}) =>
  visits({ ...options, path: { patientId } });
