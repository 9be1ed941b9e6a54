import type { Call } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';

type Caller = Pick<Call, 'fromLast4'> & Partial<Pick<Call, 'verifiedPatientName'>>;

/** The verified name, else the last digits of the number: a probable name is never shown as a known one. */
export function useCallerName(call: Caller): string {
  const words = useWords();
  if (call.verifiedPatientName) return call.verifiedPatientName;
  return call.fromLast4 ? words('call.from', { last4: call.fromLast4 }) : words('call.fromHidden');
}
