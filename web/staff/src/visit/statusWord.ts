import type { AppointmentStatus } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';
import { useVisitWords } from './words.ts';

/** The status in words; a booked visit has one too where it must be named. */
export function useStatusWord(): (status: AppointmentStatus) => string {
  const words = useWords();
  const say = useVisitWords();
  return (status) =>
    status === 'booked' || status === 'pending' || status === 'entered-in-error'
      ? say('status.booked')
      : words(`visit.${status}`);
}
