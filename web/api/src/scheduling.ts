import { queryString, type Send, send } from './send.ts';

export type VisitType = {
  visitTypeId: string;
  nameEn: string;
  nameEs: string;
  minutes: number;
  patientsMayBook: boolean;
  instructionsEn: string;
  instructionsEs: string;
};
export type Location = { locationId: string; name: string; address: string; timeZone: string };
export type Practitioner = {
  practitionerId: string;
  name: string;
  languages: string[];
  locationIds: string[];
};
export type Time = {
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  practitionerName: string;
  locationId: string;
};
export type Times = { times: Time[]; timeZones: Record<string, string>; more: boolean };
export type TimesWanted = {
  visitTypeId: string;
  practitionerId?: string | undefined;
  locationId?: string | undefined;
  from: string;
  to: string;
  limit?: number;
};
export type Hold = { holdId: string; startsAt: string; endsAt: string; expiresAt: string };
export type HoldWanted = {
  visitTypeId: string;
  practitionerId: string;
  locationId: string;
  startsAt: string;
  patientId?: string;
};
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
type Booked = {
  appointmentId: string;
  status: AppointmentStatus;
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  practitionerName: string;
  locationId: string;
  locationName: string;
  timeZone: string;
  visitTypeId: string;
  visitTypeEn: string;
  visitTypeEs: string;
  reason: string;
  cancelationReason: string | null;
  cancelledBy: string | null;
};
/** In the day list of the clinic. */
export type Appointment = Booked & { patientId: string; patientName: string };
/** In the list of one patient. */
export type Visit = Booked & {
  locationAddress: string;
  instructionsEn: string;
  instructionsEs: string;
  mayCancel: boolean;
};
export type PatientAppointments = { upcoming: Visit[]; past: Visit[] };

export const listVisitTypes = (options?: Send) =>
  send<{ visitTypes: VisitType[] }>('GET', '/scheduling/visit-types', options);
export const listLocations = (options?: Send) =>
  send<{ locations: Location[] }>('GET', '/scheduling/locations', options);
export const listPractitioners = (options?: Send) =>
  send<{ practitioners: Practitioner[] }>('GET', '/scheduling/practitioners', options);
export const findTimes = (wanted: TimesWanted, options?: Send) =>
  send<Times>('GET', `/scheduling/times${queryString(wanted)}`, options);
export const holdTime = (body: HoldWanted) => send<Hold>('POST', '/scheduling/holds', { body });
export const releaseHold = (holdId: string) => send<void>('DELETE', `/scheduling/holds/${holdId}`);
export const bookAppointment = (
  body: { holdId: string; patientId: string; reason?: string },
  idempotencyKey: string,
) =>
  send<{ appointmentId: string; startsAt: string }>('POST', '/scheduling/appointments', {
    body,
    idempotencyKey,
  });
export const cancelAppointment = (appointmentId: string, reason: string) =>
  send<{ status: string }>('POST', `/scheduling/appointments/${appointmentId}/cancel`, { body: { reason } });
export const listAppointments = (
  wanted: { from: string; to: string; practitionerId?: string | undefined },
  options?: Send,
) =>
  send<{ appointments: Appointment[]; more: boolean }>(
    'GET',
    `/scheduling/appointments${queryString(wanted)}`,
    options,
  );
export const listPatientAppointments = (patientId: string, options?: Send) =>
  send<PatientAppointments>('GET', `/scheduling/patients/${patientId}/appointments`, options);
