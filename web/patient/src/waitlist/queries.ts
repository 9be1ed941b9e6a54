import { listPatientWaitlist } from '@frontdesk/api';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../session/session.ts';

/** What one waits for, and what is offered: home, the list of visits, an offer and a place in line read the same answer. */
export function useMyWaitlist() {
  const patientId = useQuery(sessionQuery).data?.patientId ?? '';
  return useQuery({
    queryKey: ['scheduling', 'waitlist', patientId],
    queryFn: ({ signal }) => listPatientWaitlist(patientId, { signal }),
    enabled: patientId !== '',
  });
}
