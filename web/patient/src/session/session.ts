import { type Clinic, showClinic, showMe, showSession } from '@frontdesk/api';
import { Clock, useLanguage } from '@frontdesk/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

export const clinicQuery = queryOptions({
  queryKey: ['clinic'],
  queryFn: ({ signal }) => showClinic({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => showSession({ signal }),
  staleTime: 60_000,
  retry: false,
});

export const meQuery = queryOptions({
  queryKey: ['patients', 'me'],
  queryFn: ({ signal }) => showMe({ signal }),
});

export function useClinic(): Clinic | undefined {
  return useQuery(clinicQuery).data;
}

/** Writes times in the given zone, or the clinic's own; those of another than the clinic's say so. */
export function useClock(zone?: string): Clock {
  const language = useLanguage();
  const clinic = useClinic()?.timeZone;
  return useMemo(() => new Clock(language, zone ?? clinic ?? 'UTC', clinic), [language, zone, clinic]);
}
