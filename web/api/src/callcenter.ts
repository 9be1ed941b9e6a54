import type {
  AnswerCallData,
  AnswerCallResponses,
  DeclineCallData,
  DeclineCallResponses,
  DispositionsDisposition,
  HangUpCallData,
  HangUpCallResponses,
  HoldCallData,
  HoldCallResponses,
  ListDispositionsData,
  ListDispositionsResponses,
  RenewAgentLeaseData,
  RenewAgentLeaseResponses,
  ResumeCallData,
  ResumeCallResponses,
  SetAgentStateData,
  SetAgentStateRequest,
  SetAgentStateResponses,
  ShowCallCall,
  ShowCallCandidate,
  ShowCallData,
  ShowCallResponses,
  ShowDeskAgent,
  ShowDeskData,
  ShowDeskQueueCall,
  ShowDeskResponse,
  ShowDeskResponses,
  VerifyCallerData,
  VerifyCallerRequest,
  VerifyCallerResponses,
  WriteUpCallData,
  WriteUpCallRequest,
  WriteUpCallResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Send } from './send.ts';

export type AgentState = 'offline' | 'available' | 'offered' | 'on_call' | 'writing_up' | 'away';
export type CallState = 'ringing' | 'queued' | 'offered' | 'connected' | 'held' | 'ended' | 'written_up';
export type Candidate = ShowCallCandidate;
export type Call = Narrow<ShowCallCall, { state: CallState }>;
export type QueueCall = ShowDeskQueueCall;
export type Agent = Narrow<ShowDeskAgent, { state: AgentState }>;
export type Desk = Narrow<ShowDeskResponse, { agent: Agent; call: Call | null }>;
export type SecondIdentifier = VerifyCallerRequest['secondKind'];
/** `name` is in the browser's language; the desk may show another one and knows the codes. */
export type Disposition = DispositionsDisposition;
export type CallAct = keyof typeof acts;

const desk = operation<ShowDeskData, ShowDeskResponses, Desk>('GET', '/api/v1/callcenter/desk');
const call = operation<ShowCallData, ShowCallResponses, Call>('GET', '/api/v1/callcenter/calls/{id}');
const state = operation<SetAgentStateData, SetAgentStateResponses>('PUT', '/api/v1/callcenter/agents/me');
const lease = operation<RenewAgentLeaseData, RenewAgentLeaseResponses>(
  'POST',
  '/api/v1/callcenter/agents/me/heartbeat',
);
const verify = operation<VerifyCallerData, VerifyCallerResponses>(
  'POST',
  '/api/v1/callcenter/calls/{id}/verify',
);
const writeUp = operation<WriteUpCallData, WriteUpCallResponses>(
  'POST',
  '/api/v1/callcenter/calls/{id}/write-up',
);
const dispositions = operation<ListDispositionsData, ListDispositionsResponses>(
  'GET',
  '/api/v1/callcenter/dispositions',
);
const acts = {
  answer: operation<AnswerCallData, AnswerCallResponses>('POST', '/api/v1/callcenter/calls/{id}/answer'),
  decline: operation<DeclineCallData, DeclineCallResponses>('POST', '/api/v1/callcenter/calls/{id}/decline'),
  hold: operation<HoldCallData, HoldCallResponses>('POST', '/api/v1/callcenter/calls/{id}/hold'),
  resume: operation<ResumeCallData, ResumeCallResponses>('POST', '/api/v1/callcenter/calls/{id}/resume'),
  'hang-up': operation<HangUpCallData, HangUpCallResponses>('POST', '/api/v1/callcenter/calls/{id}/hang-up'),
};

export const showDesk = (options: Send = {}) => desk(options);
export const showCall = (id: string, options: Send = {}) => call({ ...options, path: { id } });
export const setMyState = (body: SetAgentStateRequest) => state({ body });
export const heartbeat = () => lease({});
export const actOnCall = (id: string, act: CallAct) => acts[act]({ path: { id } });
export const verifyCaller = (id: string, body: VerifyCallerRequest) => verify({ path: { id }, body });
export const writeUpCall = (id: string, body: WriteUpCallRequest) => writeUp({ path: { id }, body });
export const listDispositions = (options: Send = {}) => dispositions(options);
