import { QueryView } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { chartQuery, visitsQuery } from '../patients/queries.ts';
import { Identity } from './Identity.tsx';
import { NextVisit } from './NextVisit.tsx';
import { OpenTimes } from './OpenTimes.tsx';
import { VisitList } from './VisitList.tsx';

/** The person of the call or the chart: who it is first, then what can be done for them now. */
export function PersonPane({ patientId }: { patientId: string }) {
  const words = useWords();
  const chart = useQuery(chartQuery(patientId));
  const visits = useQuery(visitsQuery(patientId));
  return (
    <QueryView query={chart}>
      {(person) => (
        <>
          <Identity chart={person} />
          <NextVisit visits={visits} patientName={person.name} />
          <OpenTimes patientId={patientId} />
          <details className="border-b border-border px-4 py-3">
            <summary className="text-meta font-semibold">{words('visits.past')}</summary>
            <div className="mt-2">
              <VisitList visits={visits.data?.past} query={visits} empty={words('visits.nonePast')} />
            </div>
          </details>
        </>
      )}
    </QueryView>
  );
}
