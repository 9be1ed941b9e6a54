import type { Practitioner } from '@frontdesk/api';
import { Button, QueryView, SelectField } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import type { Choice } from './BookScreen.tsx';
import { locationsQuery, practitionersQuery } from './queries.ts';
import { Step } from './Step.tsx';

export type Who = NonNullable<Choice['who']>;
type Props = { chosen: Who | null; choose: (who: Who) => void; back: () => void };

/** Anyone, anywhere is the first answer, because it is the soonest. */
export function ChooseWho({ chosen, choose, back }: Props) {
  const words = useWords();
  const practitioners = useQuery(practitionersQuery);
  const [who, setWho] = useState<Who>(chosen ?? { practitionerId: '', locationId: '' });
  return (
    <Step at={2} title={words('book.whoTitle')} back={back}>
      <QueryView query={practitioners}>
        {(people) => (
          <form
            className="flex flex-col gap-5"
            onSubmit={(event) => {
              event.preventDefault();
              choose(who);
            }}
          >
            <WhoFields who={who} people={people} choose={setWho} />
            <Button type="submit" look="primary" size="big">
              {words('book.seeTimes')}
            </Button>
          </form>
        )}
      </QueryView>
    </Step>
  );
}

type FieldsProps = { who: Who; people: Practitioner[]; choose: (who: Who) => void };

export function WhoFields({ who, people, choose }: FieldsProps) {
  const words = useWords();
  const locations = useQuery(locationsQuery).data ?? [];
  return (
    <>
      <SelectField
        label={words('book.who')}
        value={who.practitionerId}
        onChange={(event) => choose({ ...who, practitionerId: event.target.value })}
      >
        <option value="">{words('book.anyone')}</option>
        {people.map((person) => (
          <option key={person.practitionerId} value={person.practitionerId}>
            {person.name}
          </option>
        ))}
      </SelectField>
      {locations.length > 1 ? (
        <SelectField
          label={words('book.where')}
          value={who.locationId}
          onChange={(event) => choose({ ...who, locationId: event.target.value })}
        >
          <option value="">{words('book.anywhere')}</option>
          {locations.map((location) => (
            <option key={location.locationId} value={location.locationId}>
              {location.name}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}
