import type { SearchResult } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useListKeys } from '../shell/useListKeys.ts';
import { useOpenPatient } from './guard.ts';
import { PatientLine } from './PatientLine.tsx';

export function PatientResults({ found, chosen }: { found: SearchResult; chosen: string | undefined }) {
  const words = useWords();
  const open = useOpenPatient();
  const list = useListKeys();
  return (
    <>
      <ul ref={list}>
        {found.results.map((patient) => (
          <li key={patient.patientId} className="border-border not-first:border-t">
            <button
              type="button"
              data-row
              aria-current={patient.patientId === chosen || undefined}
              onClick={() => open({ patientId: patient.patientId, name: patient.name })}
              className={cx(
                'block min-h-14 w-full border-l-2 px-3 py-2 text-left focus-visible:-outline-offset-2',
                patient.patientId === chosen
                  ? 'border-primary bg-surface'
                  : 'border-transparent hover:bg-surface',
              )}
            >
              <PatientLine patient={patient} />
            </button>
          </li>
        ))}
      </ul>
      {found.truncated ? <p className="p-3 text-meta text-muted">{words('patients.more')}</p> : null}
    </>
  );
}
