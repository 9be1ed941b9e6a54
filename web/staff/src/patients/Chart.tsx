import type { Chart as ChartData } from '@frontdesk/api';
import { Button, languageName, useLanguage, writeDate } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { VisitList } from '../person/VisitList.tsx';
import { ChangePatient } from './ChangePatient.tsx';
import { visitsQuery } from './queries.ts';
import { writeAddress } from './writeAddress.ts';

export function Chart({ chart }: { chart: ChartData }) {
  const words = useWords();
  const [changing, setChanging] = useState(false);
  const visits = useQuery(visitsQuery(chart.patientId));
  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface">
      <header className="flex h-11 shrink-0 items-center gap-3 border-b border-border px-4 max-xl:pr-28">
        <h2 className="truncate text-title font-semibold">{chart.name}</h2>
        <BornOn chart={chart} />
        <Button size="compact" className="ml-auto" onClick={() => setChanging(!changing)}>
          {changing ? words('patients.stopChanging') : words('patients.change')}
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-6">
        {changing ? (
          <ChangePatient chart={chart} onDone={() => setChanging(false)} />
        ) : (
          <Details chart={chart} />
        )}
        <section className="mt-8">
          <h3 className="mb-2 text-title font-semibold">{words('visits.upcoming')}</h3>
          <VisitList visits={visits.data?.upcoming} query={visits} empty={words('visits.noneUpcoming')} />
        </section>
        <section className="mt-6">
          <h3 className="mb-2 text-title font-semibold">{words('visits.past')}</h3>
          <VisitList visits={visits.data?.past} query={visits} empty={words('visits.nonePast')} />
        </section>
      </div>
    </main>
  );
}

/** Stands beside the name wherever a chart is open, so that the wrong one is noticed. */
export function BornOn({ chart }: { chart: Pick<ChartData, 'details'> }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <span className="tabular shrink-0 text-muted">
      {words('person.born', { date: writeDate(chart.details.birthDate, language) })}
    </span>
  );
}

function Details({ chart }: { chart: ChartData }) {
  const words = useWords();
  const language = useLanguage();
  const { details } = chart;
  const none = words('patients.none');
  const rows: [string, string[]][] = [
    [words('patients.sex'), [words(`sex.${details.sex ?? 'unknown'}`)]],
    [words('person.speaks'), details.language ? [languageName(details.language, language)] : []],
    [words('patients.mrn'), (details.recordNumbers ?? []).map((number) => number.value)],
    [words('patients.phone'), (details.phones ?? []).map((phone) => phone.number)],
    [words('patients.address'), (details.addresses ?? []).map(writeAddress)],
  ];
  const facts = rows.flatMap(([name, values]) =>
    (values.length > 0 ? values : [none]).map((value) => [name, value]),
  );
  return (
    <dl className="grid max-w-160 grid-cols-[8rem_1fr] gap-y-1.5">
      {facts.map(([name, value]) => (
        <div key={`${name}${value}`} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
