import { buttonClass, EmptyState, ErrorState, Skeleton, TextField } from '@frontdesk/ui';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useScreenTitle } from '../session/session.ts';
import { PatientResults } from './PatientResults.tsx';
import { usePatientSearch } from './usePatientSearch.ts';

/** Find, register, open. What was typed stays while charts are opened from the results. */
export function PatientsScreen() {
  const words = useWords();
  useScreenTitle(words('patients.title'));
  const [text, setText] = useState('');
  const search = usePatientSearch(text);
  const { patientId } = useParams({ strict: false });
  return (
    <div className="grid min-h-0 grid-cols-[280px_minmax(0,1fr)] xl:grid-cols-[328px_minmax(0,1fr)]">
      <section
        aria-label={words('patients.title')}
        className="flex min-h-0 flex-col border-r border-border bg-bg"
      >
        <div className="flex h-11 shrink-0 items-center justify-between border-b border-border px-3.5">
          <h1 className="text-title font-semibold">{words('patients.title')}</h1>
          <Link to="/patients/register" className={buttonClass('plain', 'compact')}>
            <UserPlus size={15} aria-hidden />
            {words('patients.registerShort')}
          </Link>
        </div>
        <div className="px-3 py-2">
          <TextField
            label={words('patients.find')}
            hideLabel
            hint={words('patients.searchHint')}
            type="search"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="min-h-0 flex-1 overflow-auto" aria-live="polite">
          <Results search={search} chosen={patientId} clear={() => setText('')} />
        </div>
      </section>
      <Outlet />
    </div>
  );
}

type ResultsProps = {
  search: ReturnType<typeof usePatientSearch>;
  chosen: string | undefined;
  clear: () => void;
};

function Results({ search, chosen, clear }: ResultsProps) {
  const words = useWords();
  if (search.isError) return <ErrorState error={search.error} retry={() => void search.refetch()} />;
  if (search.fetchStatus === 'idle' && !search.data)
    return <EmptyState title={words('patients.firstTitle')}>{words('patients.firstBody')}</EmptyState>;
  if (!search.data) return <Skeleton rows={5} rowClassName="h-11" />;
  if (search.data.results.length === 0) return <NoneFound clear={clear} />;
  return <PatientResults found={search.data} chosen={chosen} />;
}

function NoneFound({ clear }: { clear: () => void }) {
  const words = useWords();
  return (
    <EmptyState
      title={words('patients.noneTitle')}
      action={
        <div className="flex gap-2">
          <button type="button" className={buttonClass()} onClick={clear}>
            {words('patients.clear')}
          </button>
          <Link to="/patients/register" className={buttonClass('primary')}>
            {words('patients.register')}
          </Link>
        </div>
      }
    >
      {words('patients.noneBody')}
    </EmptyState>
  );
}
