import { Pill, type Tone } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

// FHIR's words for an appointment. A booked one is the normal case and needs no mark.
const tones: Record<string, Tone> = { cancelled: 'danger', noshow: 'warn', arrived: 'info', fulfilled: 'ok' };

export function VisitStatus({ status }: { status: string }) {
  const words = useWords();
  const tone = tones[status];
  return tone ? <Pill tone={tone}>{words(`visit.${status}` as 'visit.cancelled')}</Pill> : null;
}
