import { hasCode } from '@frontdesk/api';
import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { OpenChart } from './OpenChart.tsx';
import { chartQuery, openedKey } from './queries.ts';

/** Whether this browser has seen the chart open; if not, asking comes before a refusal that stands on the patient's record. */
export function isKnownOpen(queries: QueryClient, patientId: string): boolean {
  return (
    queries.getQueryData(chartQuery(patientId).queryKey) !== undefined ||
    queries.getQueryData(openedKey(patientId)) !== undefined
  );
}

/** The same, and told when it changes. */
export function useKnownOpen(patientId: string): boolean {
  const seen = useQuery({ ...chartQuery(patientId), enabled: false }).data !== undefined;
  const opened = useQuery<boolean>({ queryKey: openedKey(patientId), queryFn: skipToken }).data ?? false;
  return seen || opened;
}

type Props = {
  patientId: string;
  /** Of the act; a locked chart asks again, however open it was before. */
  error?: unknown;
  /** After the reason was given. */
  onOpened?: () => void;
  children: ReactNode;
};

/** Acts on a visit stand on the ground of an open chart: asks for the reason first where it is not. */
export function ChartGate({ patientId, error, onOpened, children }: Props) {
  const known = useKnownOpen(patientId);
  if (known && !hasCode(error, 'chart_locked')) return children;
  return <OpenChart patientId={patientId} within {...(onOpened ? { onOpened } : {})} />;
}
