import { type Send, send } from './send.ts';

export type Clinic = { slug: string; name: string; phone: string; timeZone: string; languages: string[] };

export type Session = {
  kind: 'staff' | 'patient';
  accountId: string;
  patientId?: string | null;
  name: string;
  role: string;
  permissions: string[];
  clinic: Clinic;
  idleMinutes: number;
  expiresAt: string;
};

export type StaffSignIn = { email: string; password: string; code: string };
export type PatientSignIn = { code: string; birthDate: string; givenName?: string };
export type Challenge = { challengeId: string; expiresAt: string };

export const showClinic = (options?: Send) => send<Clinic>('GET', '/identity/clinic', options);
export const showSession = (options?: Send) => send<Session>('GET', '/identity/session', options);
export const signInStaff = (body: StaffSignIn) => send<Session>('POST', '/identity/staff/sign-in', { body });
export const signOut = () => send<void>('DELETE', '/identity/session');

export const askSignInCode = (phone: string) =>
  send<Challenge>('POST', '/patients/sign-in', { body: { phone } });
export const signInPatient = (challengeId: string, body: PatientSignIn) =>
  send<Session>('POST', `/patients/sign-in/${challengeId}`, { body });
