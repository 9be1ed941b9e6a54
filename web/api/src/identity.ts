import type {
  FinishSignInData,
  FinishSignInRequest,
  FinishSignInResponses,
  ShowClinicData,
  ShowClinicResponse,
  ShowClinicResponses,
  ShowSessionData,
  ShowSessionResponse,
  ShowSessionResponses,
  SignInStaffData,
  SignInStaffRequest,
  SignInStaffResponses,
  SignOutData,
  SignOutResponses,
  StartSignInData,
  StartSignInResponse,
  StartSignInResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Send } from './send.ts';

export type Clinic = ShowClinicResponse;
export type Session = Narrow<ShowSessionResponse, { kind: 'staff' | 'patient' }>;
export type StaffSignIn = SignInStaffRequest;
export type PatientSignIn = FinishSignInRequest;
export type Challenge = StartSignInResponse;

const clinic = operation<ShowClinicData, ShowClinicResponses>('GET', '/api/v1/identity/clinic');
const session = operation<ShowSessionData, ShowSessionResponses, Session>('GET', '/api/v1/identity/session');
const staff = operation<SignInStaffData, SignInStaffResponses, Session>(
  'POST',
  '/api/v1/identity/staff/sign-in',
);
const out = operation<SignOutData, SignOutResponses>('DELETE', '/api/v1/identity/session');
const start = operation<StartSignInData, StartSignInResponses>('POST', '/api/v1/patients/sign-in');
const finish = operation<FinishSignInData, FinishSignInResponses, Session>(
  'POST',
  '/api/v1/patients/sign-in/{challengeId}',
);

export const showClinic = (options: Send = {}) => clinic(options);
export const showSession = (options: Send = {}) => session(options);
export const signInStaff = (body: StaffSignIn) => staff({ body });
export const signOut = () => out({});
export const askSignInCode = (phone: string) => start({ body: { phone } });
export const signInPatient = (challengeId: string, body: PatientSignIn) =>
  finish({ path: { challengeId }, body });
