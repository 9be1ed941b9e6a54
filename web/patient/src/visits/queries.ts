import { listPatientAppointments } from '@frontdesk/api';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../session/session.ts';

/** One's own visits: home, the list and a single visit read the same answer. */
export function useMyVisits() {
  const patientId = useQuery(sessionQuery).data?.patientId ?? '';
  return useQuery({
    queryKey: ['scheduling', 'visits', patientId],
    queryFn: ({ signal }) => listPatientAppointments(patientId, { signal }),
    enabled: patientId !== '',
  });
}
