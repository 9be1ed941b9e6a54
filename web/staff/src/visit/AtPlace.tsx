import { type Clock, QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { locationsQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';

type Props = {
  locationId: string;
  /** `office`: its name, where the clinic has more than one. */
  children: (clock: Clock, office: string | null) => ReactNode;
};

/** A time is written on the clock of its place. Until that is known there are grey bars: an hour wrong would be read out like any other. */
export function AtPlace({ locationId, children }: Props) {
  const places = useQuery(locationsQuery);
  const place = places.data?.find((one) => one.locationId === locationId);
  const clock = useClock(place?.timeZone);
  const bars = <Skeleton rows={1} rowClassName="h-7" />;
  return (
    <QueryView query={places} skeleton={bars}>
      {({ length }) => (place ? children(clock, length > 1 ? place.name : null) : bars)}
    </QueryView>
  );
}
