import { hasCode } from '@frontdesk/api';
import { ErrorState, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PersonPane } from '../person/PersonPane.tsx';
import { WithPane } from '../person/WithPane.tsx';
import { Chart } from './Chart.tsx';
import { OpenChart } from './OpenChart.tsx';
import { chartQuery } from './queries.ts';

/** A chart outside a verified call: the server asks why, and keeps the answer. */
export function ChartScreen() {
  const { patientId } = useParams({ from: '/shell/patients/$patientId' });
  const chart = useQuery(chartQuery(patientId));
  const locked = hasCode(chart.error, 'chart_locked');
  if (chart.data && !locked)
    return (
      <WithPane pane={<PersonPane key={patientId} patientId={patientId} />}>
        <Chart key={patientId} chart={chart.data} />
      </WithPane>
    );
  return (
    <main id="content" tabIndex={-1} className="overflow-auto bg-surface">
      {chart.isPending ? <Skeleton rows={6} /> : null}
      {locked ? <OpenChart key={patientId} patientId={patientId} /> : null}
      {chart.isError && !locked ? (
        <ErrorState error={chart.error} retry={() => void chart.refetch()} />
      ) : null}
    </main>
  );
}
