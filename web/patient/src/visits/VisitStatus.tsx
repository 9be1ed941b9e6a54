import type { AppointmentStatus, Visit } from '@frontdesk/api';
import { Pill, type Tone } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';

// A booked visit is the normal case and needs no mark, unless the patient said that they will come.
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

export function VisitStatus({ visit: { status, confirmedAt } }: { visit: Visit }) {
  const words = useWords();
  if (status === 'booked' && confirmedAt) return <Pill tone="ok">{words('visit.confirmed')}</Pill>;
  return isMarked(status) ? <Pill tone={tones[status]}>{words(`visit.${status}`)}</Pill> : null;
}
