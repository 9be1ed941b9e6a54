import type { AppointmentStatus } from '@frontdesk/api';
import { Pill, type Tone } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

// A booked visit is the normal case and needs no mark.
const tones = {
  cancelled: 'danger',
  noshow: 'warn',
  arrived: 'info',
  'checked-in': 'info',
  fulfilled: 'ok',
} as const satisfies Partial<Record<AppointmentStatus, Tone>>;

function isMarked(status: AppointmentStatus): status is keyof typeof tones {
  return status in tones;
}

export function VisitStatus({ status }: { status: AppointmentStatus }) {
  const words = useWords();
  return isMarked(status) ? <Pill tone={tones[status]}>{words(`visit.${status}`)}</Pill> : null;
}
