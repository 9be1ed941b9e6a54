import type { Channel, Time } from '@frontdesk/api';
import {
  Button,
  EmptyState,
  QueryView,
  Skeleton,
  TimeError,
  type useHold,
  useLanguage,
  writeDate,
  writePhone,
} from '@frontdesk/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import { Days } from './Days.tsx';
import { locationsQuery, timesQuery, visitTypesQuery } from './queries.ts';
import { SlotList } from './Slot.tsx';
import { ChoiceRow } from './Step.tsx';
import type { Wanted } from './wanted.ts';

/** The free times from today on, a page at a time, as far ahead as patients may book this kind of visit. */
export function useFreeTimes(
  patientId: string,
  visitTypeId: string,
  wanted: Wanted,
  movesAppointmentId?: string,
) {
  const clock = useClock();
  const places = useQuery(locationsQuery).data ?? [];
  const type = useQuery(visitTypesQuery).data?.find((one) => one.visitTypeId === visitTypeId);
  const today = clock.date(new Date());
  const away = wanted.channel !== undefined && wanted.channel !== 'in-person';
  const times = useInfiniteQuery({
    ...timesQuery({
      ...wanted,
      patientId,
      visitTypeId,
      today,
      ahead: type?.patientsAhead ?? 90,
      movesAppointmentId,
    }),
    // Who can see somebody from afar depends on where they are.
    enabled: !away || wanted.state !== '',
  });
  return {
    times,
    // What is held may be at a place where nothing else was found.
    zones: {
      ...times.data?.timeZones,
      ...Object.fromEntries(places.map((place) => [place.locationId, place.timeZone])),
    },
    later: times.hasNextPage ? () => void times.fetchNextPage() : null,
    looking: times.isFetchingNextPage,
  };
}

type Props = {
  free: ReturnType<typeof useFreeTimes>;
  holding: ReturnType<typeof useHold>;
  visitTypeId: string;
  channel: Channel;
  /** To the waitlist, where that makes sense; told whether there were times that fit. */
  wait?: (timesFree: boolean) => void;
};

/** One press holds a time. What went wrong with the last one stands on top, with the nearest free ones. */
export function PickTime({ free, holding, visitTypeId, channel, wait }: Props) {
  const words = useWords();
  const { times, zones } = free;
  const picking = {
    zones,
    channel,
    busy: holding.busy,
    onChoose: (time: Time) => holding.hold({ time, visitTypeId, channel }),
  };
  return (
    <>
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {holding.expired ? (
          <p role="alert" className="text-warn">
            {words('book.expired')}
          </p>
        ) : null}
        <TimeError error={holding.error} />
        {holding.nearest ? (
          <section role="alert" className="flex flex-col gap-2.5">
            <p className="text-warn">{words('book.taken')}</p>
            <SlotList times={holding.nearest} withDay {...picking} />
          </section>
        ) : null}
      </div>
      <QueryView query={times} skeleton={<Skeleton rows={6} rowClassName="h-12" />}>
        {(found) =>
          found.times.length === 0 ? (
            <NoTimes
              until={found.until}
              later={free.later}
              looking={free.looking}
              wait={wait && (() => wait(false))}
            />
          ) : (
            <>
              <Soonest>
                <SlotList times={found.soonest} withDay {...picking} />
                {wait ? <Wait wait={() => wait(true)} /> : null}
              </Soonest>
              <Days times={found.times} {...picking} />
              {free.later ? (
                <Button size="big" className="mt-6 w-full" busy={free.looking} onClick={free.later}>
                  {words('book.later')}
                </Button>
              ) : null}
            </>
          )
        }
      </QueryView>
    </>
  );
}

/** As wide as a time, because it is as good an answer. */
function Wait({ wait }: { wait: () => void }) {
  const words = useWords();
  return (
    <div className="mt-2.5">
      <ChoiceRow onClick={wait} note={words('wait.offerNote')}>
        {words('wait.offer')}
      </ChoiceRow>
    </div>
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

type NoTimesProps = {
  until: string;
  later: (() => void) | null;
  looking: boolean;
  wait: (() => void) | undefined;
};

function NoTimes({ until, later, looking, wait }: NoTimesProps) {
  const words = useWords();
  const language = useLanguage();
  const clinic = useClinic();
  return (
    <EmptyState
      title={words('book.noTimesTitle', { until: writeDate(until, language) })}
      action={
        <div className="mt-2 flex w-full flex-col gap-2.5">
          {later ? (
            <Button look="primary" size="big" busy={looking} onClick={later}>
              {words('book.later')}
            </Button>
          ) : null}
          {wait ? <Wait wait={wait} /> : null}
        </div>
      }
    >
      {words('book.noTimesBody', { phone: writePhone(clinic?.phone ?? '') })}
    </EmptyState>
  );
}
