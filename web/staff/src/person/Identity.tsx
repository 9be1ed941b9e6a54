import type { Chart } from '@frontdesk/api';
import { Avatar, languageName, useLanguage, writeDate } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useOpenPatient } from '../patients/guard.ts';
import { householdQuery } from '../patients/queries.ts';

export function Identity({ chart }: { chart: Chart }) {
  const words = useWords();
  const language = useLanguage();
  const mrn = chart.details.recordNumbers?.[0]?.value;
  const phone = chart.details.phones?.[0];
  const facts = [
    chart.age,
    words('person.born', { date: writeDate(chart.details.birthDate, language) }),
    mrn ? words('patients.mrnEnds', { last4: mrn.slice(-4) }) : null,
  ];
  return (
    <>
      <div className="flex items-center gap-3 border-b border-border px-4 py-3">
        <Avatar name={chart.name} />
        <div className="min-w-0">
          <p className="truncate text-title font-semibold">{chart.name}</p>
          <p className="tabular text-meta text-muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      <dl className="grid grid-cols-[92px_1fr] gap-x-2 gap-y-1 border-b border-border px-4 py-3">
        <dt className="text-muted">{words('person.speaks')}</dt>
        <dd>
          {chart.details.language ? languageName(chart.details.language, language) : words('patients.none')}
        </dd>
        <dt className="text-muted">{words('patients.phone')}</dt>
        <dd className="tabular">
          {phone?.number ?? words('patients.none')}
          {phone?.mayText ? <span className="text-ok"> {words('person.mayText')}</span> : null}
        </dd>
        <Household patientId={chart.patientId} />
      </dl>
    </>
  );
}

function Household({ patientId }: { patientId: string }) {
  const words = useWords();
  const open = useOpenPatient();
  const members = useQuery(householdQuery(patientId)).data?.members ?? [];
  if (members.length === 0) return null;
  return (
    <>
      <dt className="text-muted">{words('person.household')}</dt>
      <dd className="flex flex-col items-start">
        {members.map((member) => (
          <button
            key={member.patientId}
            type="button"
            className="min-h-6 text-left text-info hover:underline"
            onClick={() => open({ patientId: member.patientId, name: member.name })}
          >
            {member.name}, {words('patients.age', { count: member.age })}
          </button>
        ))}
      </dd>
    </>
  );
}
