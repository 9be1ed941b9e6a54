import type { Channel, Practitioner, VisitType } from '@frontdesk/api';
import { Button, languageName, QueryView, SelectField, useLanguage } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { meQuery } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { Chips } from '../shell/Chips.tsx';
import { locationsQuery, practitionersQuery } from './queries.ts';
import { Step } from './Step.tsx';
import { states } from './states.ts';
import { anyone, type Wanted, type Who } from './wanted.ts';

type Props = {
  patientId: string;
  type: VisitType;
  chosen: Wanted | null;
  choose: (wanted: Wanted) => void;
  back: () => void;
};

/** Anyone, anywhere is the first answer, because it is the soonest. */
export function ChooseWho({ patientId, type, chosen, choose, back }: Props) {
  const words = useWords();
  const practitioners = useQuery({
    ...practitionersQuery,
    select: (people) => people.filter((one) => does(one, type.visitTypeId)),
  });
  const me = useQuery(meQuery).data;
  // Where somebody else lives is not looked up for this.
  const home = (me?.patientId === patientId ? me.details.addresses?.[0]?.state : null) ?? '';
  const { channels } = type;
  const [wanted, setWanted] = useState<Wanted>(
    chosen ?? { ...anyone, channel: channels.length > 1 ? channels[0] : undefined, language: '', state: '' },
  );
  const away = (wanted.channel ?? channels[0]) !== 'in-person';
  return (
    <Step at={2} patientId={patientId} title={words('book.whoTitle')} back={back}>
      <QueryView query={practitioners}>
        {(people) => (
          <form
            className="flex flex-col gap-5"
            onSubmit={(event) => {
              event.preventDefault();
              choose(
                away ? { ...wanted, locationId: '', state: wanted.state || home } : { ...wanted, state: '' },
              );
            }}
          >
            <HowField channels={channels} wanted={wanted} choose={setWanted} />
            {away ? (
              <StateField
                patientId={patientId}
                wanted={{ ...wanted, state: wanted.state || home }}
                choose={setWanted}
              />
            ) : null}
            <LanguageField people={people} wanted={wanted} choose={setWanted} />
            <WhoFields
              who={wanted}
              people={people.filter((one) => speaks(one, wanted.language))}
              anywhere={away}
              choose={(who) => setWanted({ ...wanted, ...who })}
            />
            <Button type="submit" look="primary" size="big">
              {words('book.seeTimes')}
            </Button>
          </form>
        )}
      </QueryView>
    </Step>
  );
}

type FieldProps = { wanted: Wanted; choose: (wanted: Wanted) => void };

/** Asked only where there is a choice. */
function HowField({ channels, wanted, choose }: FieldProps & { channels: Channel[] }) {
  const words = useWords();
  if (channels.length < 2) return null;
  return (
    <Chips
      single
      legend={words('book.how')}
      options={channels.map((value) => ({ value, label: words(`channel.${value}`) }))}
      chosen={wanted.channel ? [wanted.channel] : []}
      change={([channel]) => choose({ ...wanted, channel })}
    />
  );
}

/** Who is seen from afar is seen by someone licensed where they are. */
function StateField({ patientId, wanted, choose }: FieldProps & { patientId: string }) {
  const words = useWords();
  const said = useWordsFor(patientId);
  return (
    <SelectField
      label={said('book.state')}
      hint={words('book.stateHint')}
      required
      value={wanted.state}
      onChange={(event) => choose({ ...wanted, state: event.target.value })}
    >
      <option value="" disabled>
        {words('book.chooseState')}
      </option>
      {states.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** Whom a visit of this kind can be had with. */
export const does = (person: Practitioner, visitTypeId: string) => person.visitTypeIds.includes(visitTypeId);

const speaks = (person: Practitioner, language: string) =>
  language === '' || person.languages.includes(language);

/** Helps where some speak what others do not. */
function LanguageField({ people, wanted, choose }: FieldProps & { people: Practitioner[] }) {
  const words = useWords();
  const shown = useLanguage();
  const spoken = [...new Set(people.flatMap((one) => one.languages))];
  if (spoken.every((code) => people.every((one) => speaks(one, code)))) return null;
  const pick = (language: string) => {
    const chosen = people.find((one) => one.practitionerId === wanted.practitionerId);
    const kept = chosen === undefined || speaks(chosen, language);
    choose({ ...wanted, language, practitionerId: kept ? wanted.practitionerId : '' });
  };
  return (
    <SelectField
      label={words('book.language')}
      value={wanted.language}
      onChange={(event) => pick(event.target.value)}
    >
      <option value="">{words('book.anyLanguage')}</option>
      {spoken.map((code) => (
        <option key={code} value={code}>
          {languageName(code, shown)}
        </option>
      ))}
    </SelectField>
  );
}

type WhoProps = { who: Who; people: Practitioner[]; anywhere?: boolean; choose: (who: Who) => void };

/** `anywhere`: the place does not matter, because nobody goes there. */
export function WhoFields({ who, people, anywhere = false, choose }: WhoProps) {
  const words = useWords();
  const locations = useQuery(locationsQuery).data ?? [];
  const { practitionerId, locationId } = who;
  return (
    <>
      <SelectField
        label={words('book.who')}
        value={practitionerId}
        onChange={(event) => choose({ locationId, practitionerId: event.target.value })}
      >
        <option value="">{words('book.anyone')}</option>
        {people.map((person) => (
          <option key={person.practitionerId} value={person.practitionerId}>
            {person.name}
          </option>
        ))}
      </SelectField>
      {locations.length > 1 && !anywhere ? (
        <SelectField
          label={words('book.where')}
          value={locationId}
          onChange={(event) => choose({ practitionerId, locationId: event.target.value })}
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
