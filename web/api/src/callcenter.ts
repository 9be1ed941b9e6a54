import { type Send, send } from './send.ts';

export type AgentState = 'offline' | 'available' | 'offered' | 'on_call' | 'writing_up' | 'away';
export type CallState = 'ringing' | 'queued' | 'offered' | 'connected' | 'held' | 'ended' | 'written_up';
export type Candidate = { patientId: string; name: string };
export type Call = {
  callId: string;
  state: CallState;
  direction: string;
  fromLast4: string | null;
  startedAt: string;
  offerExpiresAt: string | null;
  connectedAt: string | null;
  endedAt: string | null;
  outcome: string | null;
  candidates: Candidate[];
  verifiedPatientId: string | null;
  verifiedPatientName: string | null;
  refusals: number;
};
export type QueueCall = {
  callId: string;
  fromLast4: string | null;
  name: string | null;
  at: string;
  outcome: string | null;
};
export type Desk = {
  agent: { state: AgentState; reason: string | null; since: string };
  call: Call | null;
  waiting: QueueCall[];
  toWriteUp: QueueCall[];
  missed: QueueCall[];
};
export type SecondIdentifier = 'full_name' | 'postal_code' | 'mrn';
export type VerifyCaller = {
  patientId: string;
  birthDate: string;
  secondKind: SecondIdentifier;
  secondValue: string;
};
/** `name` is in the browser's language; the desk may show another one and knows the codes. */
export type Disposition = { code: string; name: string };
export type CallAct = 'answer' | 'decline' | 'hold' | 'resume' | 'hang-up';

export const showDesk = (options?: Send) => send<Desk>('GET', '/callcenter/desk', options);
export const showCall = (callId: string, options?: Send) =>
  send<Call>('GET', `/callcenter/calls/${callId}`, options);
export const setMyState = (body: { state: 'available' | 'away' | 'offline'; reason?: string }) =>
  send<void>('PUT', '/callcenter/agents/me', { body });
export const heartbeat = () => send<void>('POST', '/callcenter/agents/me/heartbeat');
export const actOnCall = (callId: string, act: CallAct) =>
  send<void>('POST', `/callcenter/calls/${callId}/${act}`);
export const verifyCaller = (callId: string, body: VerifyCaller) =>
  send<{ verified: boolean }>('POST', `/callcenter/calls/${callId}/verify`, { body });
export const writeUpCall = (callId: string, body: { disposition: string; note: string }) =>
  send<void>('POST', `/callcenter/calls/${callId}/write-up`, { body });
export const listDispositions = (options?: Send) =>
  send<{ dispositions: Disposition[] }>('GET', '/callcenter/dispositions', options);
