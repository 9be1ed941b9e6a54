import { useQuery } from '@tanstack/react-query';
import { useWords, type Words } from '../i18n/words.ts';
import { type Person, peopleQuery } from './people.ts';

const nobody: Person[] = [];
const usePeople = () => useQuery(peopleQuery).data ?? nobody;

export const useActsForSomebody = () => usePeople().length > 1;

/** The name of somebody one acts for; of oneself, none. */
function useOther(patientId: string): string | undefined {
  const [, ...others] = usePeople();
  return others.find((one) => one.patientId === patientId)?.name;
}

/** "Leo González" or "You", and the same with "For". Null where there is nobody but oneself, and of whom one acts for no more. */
export function useWhose(patientId: string) {
  const words = useWords();
  const other = useOther(patientId);
  const [me, ...others] = usePeople();
  if (other) return { name: other, label: words('whose.for', { name: other }) };
  return others.length > 0 && me?.patientId === patientId
    ? { name: words('whose.you'), label: words('whose.forYou') }
    : null;
}

export function Whose({ patientId, className }: { patientId: string; className?: string }) {
  const whose = useWhose(patientId);
  return whose ? <span className={className ?? 'block text-meta text-muted'}>{whose.label}</span> : null;
}

// What is said to oneself, and of somebody one acts for.
const named = {
  'home.next': 'home.nextFor',
  'offer.title': 'offer.titleFor',
  'booked.title': 'booked.titleFor',
  'moved.title': 'moved.titleFor',
  'joined.title': 'joined.titleFor',
  'book.state': 'book.stateFor',
} as const satisfies Partial<Record<keyof Words, keyof Words>>;

/** "Your visit is booked", or "The visit for Leo González is booked". */
export function useWordsFor(patientId: string) {
  const words = useWords();
  const name = useOther(patientId);
  return (key: keyof typeof named) => (name ? words(named[key], { name }) : words(key));
}
