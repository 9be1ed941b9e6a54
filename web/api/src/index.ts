export * from './callcenter.ts';
export * from './identity.ts';
export * from './patients.ts';
export * from './scheduling.ts';
export { hasCode, isRefusal, isUnsure, onSignedOut, Problem } from './send.ts';
export * from './series.ts';
export * from './setup.ts';
export * from './waitlist.ts';
export * from './worklist.ts';
