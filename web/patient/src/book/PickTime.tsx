import type { Time } from '@frontdesk/api';
import {
  addDays,
  Button,
  EmptyState,
  QueryView,
  SaveError,
  Skeleton,
  type useHold,
  writePhone,
} from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import type { Who } from './ChooseWho.tsx';
import { Days } from './Days.tsx';
import { timesQuery } from './queries.ts';
import { SlotList } from './Slot.tsx';

/** Two weeks of free times from today on, and two weeks more at a time. */
export function useFreeTimes(visitTypeId: string, who: Who) {
  const clock = useClock();
  const [from, setFrom] = useState(() => clock.date(new Date()));
  const times = useQuery(timesQuery({ visitTypeId, ...who, from }));
  return { times, zones: times.data?.timeZones ?? {}, later: () => setFrom(addDays(from, 14)) };
}

type Props = {
  free: ReturnType<typeof useFreeTimes>;
  holding: ReturnType<typeof useHold>;
  visitTypeId: string;
};

/** One press holds a time. What went wrong with the last one stands on top, with the nearest free ones. */
export function PickTime({ free, holding, visitTypeId }: Props) {
  const words = useWords();
  const { times, zones } = free;
  const hold = (time: Time) => holding.hold({ time, visitTypeId });
  return (
    <>
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
            <NoTimes later={free.later} />
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
    </>
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
