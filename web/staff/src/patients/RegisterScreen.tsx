import { isRefusal, type PatientDetails, registerPatient } from '@frontdesk/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { PatientForm } from './PatientForm.tsx';

export function RegisterScreen() {
  const words = useWords();
  const navigate = useNavigate();
  const register = useRegister(({ patientId }) =>
    navigate({ to: '/patients/$patientId', params: { patientId }, replace: true }),
  );
  return (
    <main id="content" tabIndex={-1} className="min-h-0 overflow-auto bg-surface p-6">
      <h2 className="mb-4 text-page font-semibold">{words('patients.register')}</h2>
      <PatientForm
        submit={words('patients.registerSubmit')}
        busy={register.isPending}
        error={register.error}
        onSubmit={register.mutate}
      />
    </main>
  );
}

export type Registered = { patientId: string; details: PatientDetails };

/** One key for the life of the form: a second press or a retry registers the same person once. */
export function useRegister(done: (registered: Registered) => unknown) {
  const queries = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async (details: PatientDetails): Promise<Registered> => ({
      ...(await registerPatient(details, key)),
      details,
    }),
    onSuccess: async (registered) => {
      await queries.invalidateQueries({ queryKey: ['patients', 'search'] });
      await done(registered);
    },
    // A refused form is changed before it is sent again, and that is a new request; what got no answer is the same once more.
    onError: (error) => {
      if (isRefusal(error)) setKey(crypto.randomUUID());
    },
  });
}
