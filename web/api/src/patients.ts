import { type Send, send } from './send.ts';

/** FHIR's administrative gender. */
export type Sex = 'female' | 'male' | 'other' | 'unknown';
export type FoundPatient = {
  patientId: string;
  name: string;
  age: number;
  sex: string;
  mrnLast4: string | null;
  phoneLast4: string | null;
  matchedOn: string;
  deceased: boolean;
};
export type SearchResult = { results: FoundPatient[]; truncated: boolean };

export type Phone = { number: string; use?: string; owner?: string; mayText?: boolean; e164?: string | null };
export type Address = {
  lines: string[];
  city?: string | null;
  state?: string | null;
  postalCode?: string | null;
  country?: string | null;
  use?: string;
};
export type RecordNumber = { value: string; system?: string | null };

/** What the clinic has on file: registering and changing carry the same fields. */
export type PatientDetails = {
  givenName: string | null;
  familyName: string | null;
  birthDate: string;
  sex?: Sex;
  language?: string | null;
  prefix?: string | null;
  suffix?: string | null;
  deceasedOn?: string | null;
  otherNames?: { use: string; givenName?: string | null; familyName?: string | null }[] | null;
  phones?: Phone[] | null;
  emails?: { address: string; owner?: string }[] | null;
  addresses?: Address[] | null;
  recordNumbers?: RecordNumber[] | null;
};
export type Relation = { patientId: string; name: string; kind: string };
export type Chart = {
  patientId: string;
  name: string;
  age: number;
  details: PatientDetails;
  version: number;
  actsFor: Relation[];
  actedForBy: Relation[];
};
export type HouseholdMember = {
  patientId: string;
  name: string;
  age: number;
  sex: string;
  phoneLast4: string;
};
export type Household = { members: HouseholdMember[] };
export type Look = {
  at: string;
  who: string | null;
  role: string;
  purpose: string;
  action: string;
  myself: boolean;
};
export type AccessLog = { looks: Look[]; truncated: boolean };

export const searchPatients = (query: string, options?: Send) =>
  send<SearchResult>('POST', '/patients/search', { ...options, body: { query, limit: 20 } });
export const showChart = (patientId: string, options?: Send) =>
  send<Chart>('GET', `/patients/${patientId}`, options);
export const openChart = (patientId: string, reason: string) =>
  send<void>('POST', `/patients/${patientId}/open`, { body: { reason } });
export const registerPatient = (body: PatientDetails, idempotencyKey: string) =>
  send<{ patientId: string }>('POST', '/patients', { body, idempotencyKey });
export const changePatient = (patientId: string, body: { details: PatientDetails; version: number }) =>
  send<{ version: number }>('PUT', `/patients/${patientId}`, { body });
export const showHousehold = (patientId: string, options?: Send) =>
  send<Household>('GET', `/patients/${patientId}/household`, options);
export const showMe = (options?: Send) => send<Chart>('GET', '/patients/me', options);
export const showAccessLog = (options?: Send) => send<AccessLog>('GET', '/patients/me/access-log', options);
