import type { FoundPatient } from '@frontdesk/api';
import type { ReactNode } from 'react';
import { ChartGate } from './ChartGate.tsx';

type Props = {
  patient: FoundPatient | null;
  error: unknown;
  onOpened: () => void;
  children: ReactNode;
};

/** Once it is said who comes, the chart of that person is the ground of booking for them. */
export function Ground({ patient, error, onOpened, children }: Props) {
  if (!patient) return children;
  return (
    <div className="mt-3">
      <ChartGate patientId={patient.patientId} error={error} onOpened={onOpened}>
        {children}
      </ChartGate>
    </div>
  );
}
