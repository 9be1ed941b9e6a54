import { useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useLiveCall } from '../shell/desk.ts';

export type Person = { patientId: string; name: string };
export type Switch = { from: string; to: Person };

let asked: Switch | null = null;
const listeners = new Set<() => void>();

export function askSwitch(next: Switch | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export function useAskedSwitch(): Switch | null {
  return useSyncExternalStore(subscribe, () => asked);
}

/** Opens a chart; while a verified person is on the line, another one's only after a confirmation naming both. */
export function useOpenPatient(): (person: Person) => void {
  const navigate = useNavigate();
  const call = useLiveCall();
  return (person) => {
    if (call?.verifiedPatientId && call.verifiedPatientId !== person.patientId)
      askSwitch({ from: call.verifiedPatientName ?? '', to: person });
    else void navigate({ to: '/patients/$patientId', params: { patientId: person.patientId } });
  };
}
