import type { Time, VisitType } from '@frontdesk/api';
import {
  addDays,
  Button,
  EmptyState,
  QueryView,
  SaveError,
  Skeleton,
  useHold,
  writePhone,
} from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { sessionQuery, useClinic, useClock } from '../session/session.ts';
import type { BookedVisit } from './Booked.tsx';
import { Days } from './Days.tsx';
import { HeldTime } from './HeldTime.tsx';
import { timesQuery } from './queries.ts';
import { SlotList } from './Slot.tsx';
import { Step } from './Step.tsx';

type Props = {
  type: VisitType;
  who: { practitionerId: string; locationId: string };
  reason: string;
  back: () => void;
  onBooked: (visit: BookedVisit) => void;
};

export function ChooseTime({ type, who, reason, back, onBooked }: Props) {
  const words = useWords();
  const clock = useClock();
  const today = clock.date(new Date());
  const [from, setFrom] = useState(today);
  const patientId = useQuery(sessionQuery).data?.patientId ?? '';
  const times = useQuery(timesQuery({ visitTypeId: type.visitTypeId, ...who, from }));
  const holding = useHold(patientId, () => scrollTo({ top: 0 }));
  const zones = times.data?.timeZones ?? {};
  const hold = (time: Time) => holding.hold({ time, visitTypeId: type.visitTypeId });
  if (holding.holding)
    return (
      <Step at={3} title={words('book.confirmTitle')} back={() => holding.release()}>
        <HeldTime
          key={holding.holding.holdId}
          held={holding.holding}
          type={type}
          zone={zones[holding.holding.time.locationId]}
          reason={reason}
          patientId={patientId}
          onBooked={(visit) => {
            holding.finish();
            onBooked(visit);
          }}
          release={holding.release}
        />
      </Step>
    );
  return (
    <Step at={3} title={words('book.timeTitle')} back={back}>
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {holding.expired ? <p className="text-warn">{words('book.expired')}</p> : null}
        <SaveError error={holding.error} />
        {holding.nearest ? (
          <section role="alert" className="flex flex-col gap-2.5">
            <p className="text-warn">{words('book.taken')}</p>
            <SlotList times={holding.nearest} zones={zones} busy={holding.busy} withDay onChoose={hold} />
          </section>
        ) : null}
      </div>
      <QueryView query={times} skeleton={<Skeleton rows={6} rowClassName="h-12" />}>
        {(found) =>
          found.times.length === 0 ? (
            <NoTimes later={() => setFrom(addDays(from, 14))} />
          ) : (
            <>
              <Soonest>
                <SlotList
                  times={found.times.slice(0, 3)}
                  zones={zones}
                  busy={holding.busy}
                  withDay
                  onChoose={hold}
                />
              </Soonest>
              <Days times={found.times} zones={zones} busy={holding.busy} onChoose={hold} />
            </>
          )
        }
      </QueryView>
    </Step>
  );
}

function Soonest({ children }: { children: ReactNode }) {
  const words = useWords();
  return (
    <section>
      <h2 className="mb-2.5 text-title font-semibold">{words('book.soonest')}</h2>
      {children}
    </section>
  );
}

function NoTimes({ later }: { later: () => void }) {
  const words = useWords();
  const clinic = useClinic();
  return (
    <EmptyState
      title={words('book.noTimesTitle')}
      action={
        <Button look="primary" className="mt-2" onClick={later}>
          {words('book.later')}
        </Button>
      }
    >
      {words('book.noTimesBody', { phone: writePhone(clinic?.phone ?? '') })}
    </EmptyState>
  );
}
