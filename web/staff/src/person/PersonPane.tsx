import { hasCode, type Visit } from '@frontdesk/api';
import { QueryView } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { OpenChart } from '../patients/OpenChart.tsx';
import { chartQuery, visitsQuery } from '../patients/queries.ts';
import { focusPart } from '../shell/parts.ts';
import { useMay } from '../visit/receive.ts';
import { useVisitWords } from '../visit/words.ts';
import type { Wanted } from './finding.ts';
import { Identity } from './Identity.tsx';
import { NextVisit } from './NextVisit.tsx';
import { OpenTimes } from './OpenTimes.tsx';
import { VisitList } from './VisitList.tsx';

const PatientWaitlist = lazy(async () => ({
  default: (await import('../waitlist/PatientWaitlist.tsx')).PatientWaitlist,
}));

/** What the pane is opened for: a visit that is to be moved, or what to look for. */
export type StartWith = { movingId?: string; wanted?: Wanted };
type Props = {
  patientId: string;
  start?: StartWith;
  /** Told when something was booked or moved. */
  onActed?: () => void;
};

/** Asks why before the chart is opened; what was found out on a call stays open for a while only. */
export function LockedPerson({ patientId }: { patientId: string }) {
  return (
    <section id="book" className="p-4">
      <OpenChart patientId={patientId} within />
    </section>
  );
}

/** The person of the call or the chart: who it is first, then what can be done for them now. */
export function PersonPane({ patientId, start, onActed }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const books = useMay('BookAppointments');
  const chart = useQuery(chartQuery(patientId));
  const visits = useQuery(visitsQuery(patientId));
  const [movingId, setMovingId] = useState(start?.movingId ?? '');
  const moving = visits.data?.upcoming.find((visit) => visit.appointmentId === movingId);
  const move = (visit: Visit) => {
    setMovingId(visit.appointmentId);
    requestAnimationFrame(() => focusPart('book'));
  };
  if (hasCode(chart.error, 'chart_locked')) return <LockedPerson patientId={patientId} />;
  return (
    <QueryView query={chart}>
      {(person) => (
        <>
          <Identity chart={person} />
          <NextVisit patientId={patientId} visits={visits} patientName={person.name} onMove={move} />
          <Suspense>
            <PatientWaitlist patientId={patientId} />
          </Suspense>
          {books ? (
            <OpenTimes
              key={moving?.appointmentId ?? 'book'}
              patientId={patientId}
              moving={moving}
              wanted={start?.wanted}
              onDone={onActed}
              {...(moving ? { onStop: () => setMovingId('') } : {})}
            />
          ) : (
            <section className="border-b border-border px-4 py-3">
              <h3 className="mb-2 text-meta font-semibold">{words('times.title')}</h3>
              <p className="text-muted">{say('find.notYours')}</p>
            </section>
          )}
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
