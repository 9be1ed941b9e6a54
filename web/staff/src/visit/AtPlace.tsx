import { Clock, ErrorState, QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { locationsQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';

type Props = {
  locationId: string;
  /** `office`: its name, where the clinic has more than one. */
  children: (clock: Clock, office: string | null) => ReactNode;
};

/** A time is written on the clock of its place. Until that is known there are grey bars: an hour wrong would be read out like any other. */
export function AtPlace({ locationId, children }: Props) {
  const { places, known, clock, office } = usePlace(locationId);
  const { refetch, isFetchedAfterMount } = places;
  // Added or closed by a colleague since: the list is asked for once more, by all who miss it together.
  const old = places.data !== undefined && !known && !isFetchedAfterMount;
  useEffect(() => {
    if (old) void refetch({ cancelRefetch: false });
  }, [old, refetch]);
  const bars = <Skeleton rows={1} rowClassName="h-7" />;
  return (
    <QueryView query={places} skeleton={bars}>
      {() => {
        if (known) return children(clock, office);
        if (old || places.isFetching) return bars;
        return <ErrorState error={places.error} retry={() => void refetch()} />;
      }}
    </QueryView>
  );
}

/** The same for what does not wait for it. `write`: where it is not known, on the clinic's clock, and says so. */
export function usePlace(locationId: string) {
  const places = useQuery(locationsQuery);
  const known = places.data?.find((one) => one.locationId === locationId);
  const clock = useClock(known?.timeZone);
  const office = known && (places.data?.length ?? 0) > 1 ? known.name : null;
  const write = (instant: string) => {
    if (known) return [clock.moment(instant), office].filter(Boolean).join(' · ');
    const plain = new Clock(clock.language, clock.zone);
    return `${plain.moment(instant)} ${plain.zoneName(instant)}`;
  };
  return { places, known, clock, office, write };
}
