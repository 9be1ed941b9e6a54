import { type Send, send } from './send.ts';

export type FoundPatient = {
  patientId: string;
  name: string;
  age: number;
  sex: string;
  mrnLast4: string | null;
  phoneLast4: string | null;
  matchedOn: string;
};
export type SearchResult = { results: FoundPatient[]; truncated: boolean };

/** FHIR's administrative gender. */
export type Sex = 'female' | 'male' | 'other' | 'unknown';
export type Phone = { number: string; kind: string; mayText: boolean };
export type Address = { line: string; city: string; state: string; postalCode: string };

/** What a person fills in: registering and changing carry the same fields. */
export type PatientDetails = {
  givenName: string;
  familyName: string;
  birthDate: string;
  sex: Sex;
  language: string;
  phones: Phone[];
  address: Address | null;
};
export type Chart = PatientDetails & {
  patientId: string;
  version: number;
  name: string;
  age: number;
  mrn: string | null;
};
export type HouseholdMember = { patientId: string; name: string; age: number; relation?: string | null };
export type Household = { members: HouseholdMember[] };
export type Look = { at: string; who: string; role: string; purpose: string };
export type AccessLog = { looks: Look[] };

export const searchPatients = (query: string, options?: Send) =>
  send<SearchResult>('POST', '/patients/search', { ...options, body: { query, limit: 20 } });
export const showChart = (patientId: string, options?: Send) =>
  send<Chart>('GET', `/patients/${patientId}`, options);
export const openChart = (patientId: string, reason: string) =>
  send<void>('POST', `/patients/${patientId}/open`, { body: { reason } });
export const registerPatient = (body: PatientDetails, idempotencyKey: string) =>
  send<{ patientId: string }>('POST', '/patients', { body, idempotencyKey });
export const changePatient = (patientId: string, body: PatientDetails & { version: number }) =>
  send<Chart>('PUT', `/patients/${patientId}`, { body });
export const showHousehold = (patientId: string, options?: Send) =>
  send<Household>('GET', `/patients/${patientId}/household`, options);
export const showMe = (options?: Send) => send<Chart>('GET', '/patients/me', options);
export const showAccessLog = (options?: Send) => send<AccessLog>('GET', '/patients/me/access-log', options);
