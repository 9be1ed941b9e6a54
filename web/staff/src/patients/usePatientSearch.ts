import { searchPatients } from '@frontdesk/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Searches when typing pauses. The words are sent in the body and live in memory only. */
export function usePatientSearch(text: string) {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ['patients', 'search', settled],
    queryFn: ({ signal }) => searchPatients(settled, { signal }),
    enabled: settled.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
