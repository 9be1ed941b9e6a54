import type {
  Chart as AnyChart,
  PatientDetails as AnyDetails,
  ChangePatientData,
  ChangePatientResponses,
  ChartRelation,
  FindPatientsData,
  FindPatientsFound,
  FindPatientsResponse,
  FindPatientsResponses,
  RecordNumber as KnownNumber,
  Phone as KnownPhone,
  OpenChartData,
  OpenChartResponses,
  PostalAddress,
  RegisterPatientData,
  RegisterPatientResponses,
  ShowHouseholdData,
  ShowHouseholdMember,
  ShowHouseholdResponse,
  ShowHouseholdResponses,
  ShowMyAccessLogData,
  ShowMyAccessLogLook,
  ShowMyAccessLogResponse,
  ShowMyAccessLogResponses,
  ShowMyselfData,
  ShowMyselfResponses,
  ShowPatientData,
  ShowPatientResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Send } from './send.ts';

/** FHIR's administrative gender. */
export type Sex = 'female' | 'male' | 'other' | 'unknown';
export type FoundPatient = FindPatientsFound;
export type SearchResult = FindPatientsResponse;
export type Phone = KnownPhone;
export type Address = PostalAddress;
export type RecordNumber = KnownNumber;
/** What the clinic has on file: registering and changing carry the same fields. */
export type PatientDetails = Narrow<AnyDetails, { sex?: Sex }>;
export type Relation = ChartRelation;
export type Chart = Narrow<AnyChart, { details: PatientDetails }>;
export type HouseholdMember = ShowHouseholdMember;
export type Household = ShowHouseholdResponse;
export type Look = ShowMyAccessLogLook;
export type AccessLog = ShowMyAccessLogResponse;

const find = operation<FindPatientsData, FindPatientsResponses>('POST', '/api/v1/patients/search');
const show = operation<ShowPatientData, ShowPatientResponses, Chart>('GET', '/api/v1/patients/{id}');
const open = operation<OpenChartData, OpenChartResponses>('POST', '/api/v1/patients/{id}/open');
const register = operation<RegisterPatientData, RegisterPatientResponses>('POST', '/api/v1/patients');
const change = operation<ChangePatientData, ChangePatientResponses>('PUT', '/api/v1/patients/{id}');
const household = operation<ShowHouseholdData, ShowHouseholdResponses>(
  'GET',
  '/api/v1/patients/{id}/household',
);
const me = operation<ShowMyselfData, ShowMyselfResponses, Chart>('GET', '/api/v1/patients/me');
const log = operation<ShowMyAccessLogData, ShowMyAccessLogResponses>('GET', '/api/v1/patients/me/access-log');

export const searchPatients = (query: string, options: Send = {}) =>
  find({ ...options, body: { query, limit: 20 } });
export const showChart = (id: string, options: Send = {}) => show({ ...options, path: { id } });
export const openChart = (id: string, reason: string) => open({ path: { id }, body: { reason } });
export const registerPatient = (body: PatientDetails, idempotencyKey: string) =>
  register({ body, idempotencyKey });
export const changePatient = (id: string, body: { details: PatientDetails; version: number }) =>
  change({ path: { id }, body });
export const showHousehold = (id: string, options: Send = {}) => household({ ...options, path: { id } });
export const showMe = (options: Send = {}) => me(options);
export const showAccessLog = (options: Send = {}) => log(options);
