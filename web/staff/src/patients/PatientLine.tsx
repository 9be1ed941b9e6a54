import type { FoundPatient } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';

/** A found patient in two lines: enough to tell two of the same name apart, no more. */
export function PatientLine({ patient }: { patient: FoundPatient }) {
  const words = useWords();
  const facts = [
    words('patients.age', { count: patient.age }),
    patient.phoneLast4 ? words('patients.phoneEnds', { last4: patient.phoneLast4 }) : null,
    patient.mrnLast4 ? words('patients.mrnEnds', { last4: patient.mrnLast4 }) : null,
  ];
  return (
    <>
      <span className="block truncate font-medium">{patient.name}</span>
      <span className="tabular block truncate text-muted">{facts.filter(Boolean).join(' · ')}</span>
    </>
  );
}
