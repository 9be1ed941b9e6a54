import { queryString, type Send, send } from './send.ts';

export type VisitType = { visitTypeId: string; name: string; minutes: number; patientsMayBook?: boolean };
export type Location = { locationId: string; name: string; address: string; timeZone: string };
export type Practitioner = { practitionerId: string; name: string; specialty?: string | null };
export type Time = {
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  practitionerName: string;
  locationId: string;
};
export type Times = { times: Time[]; timeZones: Record<string, string> };
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
export type Appointment = {
  appointmentId: string;
  patientId: string;
  patientName: string;
  practitionerId: string;
  practitionerName: string;
  visitTypeName: string;
  locationId: string;
  locationName: string;
  locationAddress?: string | null;
  timeZone: string;
  startsAt: string;
  endsAt: string;
  status: string;
  reason: string | null;
};
export type PatientAppointments = { upcoming: Appointment[]; past: Appointment[] };

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
  send<void>('POST', `/scheduling/appointments/${appointmentId}/cancel`, { body: { reason } });
export const listAppointments = (
  wanted: { from: string; to: string; practitionerId?: string | undefined },
  options?: Send,
) => send<{ appointments: Appointment[] }>('GET', `/scheduling/appointments${queryString(wanted)}`, options);
export const listPatientAppointments = (patientId: string, options?: Send) =>
  send<PatientAppointments>('GET', `/scheduling/patients/${patientId}/appointments`, options);
