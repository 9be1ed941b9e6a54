import { useWords } from '../i18n/words.ts';
import type { Person } from '../session/people.ts';
import { ChoiceRow, Step } from './Step.tsx';

type Props = { people: Person[]; choose: (patientId: string) => void };

/** Asked of who acts for somebody, before anything else: what may be booked depends on it. */
export function ChooseWhom({ people: [me, ...others], choose }: Props) {
  const words = useWords();
  return (
    <Step at={0} title={words('book.whomTitle')}>
      <ul className="flex flex-col gap-2.5">
        {me ? (
          <li>
            <ChoiceRow onClick={() => choose(me.patientId)} note={me.name}>
              {words('book.me')}
            </ChoiceRow>
          </li>
        ) : null}
        {others.map((one) => (
          <li key={one.patientId}>
            <ChoiceRow onClick={() => choose(one.patientId)}>{one.name}</ChoiceRow>
          </li>
        ))}
      </ul>
    </Step>
  );
}
