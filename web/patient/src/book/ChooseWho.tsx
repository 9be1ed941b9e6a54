import type { Channel, Practitioner, VisitType } from '@frontdesk/api';
import { Button, languageName, QueryView, SelectField, useLanguage } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
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
  /** Kept by who shows this, for whoever comes back. */
  change: (wanted: Wanted) => void;
  choose: (wanted: Wanted) => void;
  back: () => void;
};

/** Anyone, anywhere is the first answer, because it is the soonest. */
export function ChooseWho({ patientId, type, chosen, change, choose, back }: Props) {
  const words = useWords();
  const practitioners = usePractitioners(type.visitTypeId);
  const home = useHomeState(patientId);
  const { channels } = type;
  const usual = channels.length > 1 ? channels[0] : undefined;
  const wanted: Wanted = chosen ?? { ...anyone, channel: usual, language: '', state: '' };
  const away = (wanted.channel ?? channels[0]) !== 'in-person';
  return (
    <Step at={2} patientId={patientId} title={words('book.whoTitle')} back={back}>
      <QueryView query={practitioners}>
        {(people) => {
          const speakers = people.filter((one) => speaks(one, wanted.language));
          return (
            <form
              className="flex flex-col gap-5"
              onSubmit={(event) => {
                event.preventDefault();
                const chosen = { ...wanted, ...among(speakers, wanted) };
                choose(
                  away
                    ? { ...chosen, locationId: '', state: wanted.state || home }
                    : { ...chosen, state: '' },
                );
              }}
            >
              <HowField channels={channels} wanted={wanted} choose={change} />
              {away ? (
                <StateField
                  patientId={patientId}
                  state={wanted.state || home}
                  choose={(state) => change({ ...wanted, state })}
                />
              ) : null}
              <LanguageField people={people} wanted={wanted} choose={change} />
              <WhoFields
                who={wanted}
                people={speakers}
                anywhere={away}
                choose={(who) => change({ ...wanted, ...who })}
              />
              <Button type="submit" look="primary" size="big">
                {words('book.seeTimes')}
              </Button>
            </form>
          );
        }}
      </QueryView>
    </Step>
  );
}

/** With whom a visit of this kind can be had. */
export const usePractitioners = (visitTypeId: string) =>
  useQuery({
    ...practitionersQuery,
    select: (people) => people.filter((one) => one.visitTypeIds.includes(visitTypeId)),
  });

/** The state one lives in. Where somebody else lives is not looked up for this. */
export function useHomeState(patientId: string): string {
  const me = useQuery(meQuery).data;
  return (me?.patientId === patientId ? me.details.addresses?.[0]?.state : null) ?? '';
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

type StateProps = { patientId: string; state: string; choose: (state: string) => void };

/** Who is seen from afar is seen by someone licensed where they are. */
export function StateField({ patientId, state, choose }: StateProps) {
  const words = useWords();
  const said = useWordsFor(patientId);
  return (
    <SelectField
      label={said('book.state')}
      hint={words('book.stateHint')}
      required
      value={state}
      onChange={(event) => choose(event.target.value)}
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

const speaks = (person: Practitioner, language: string) =>
  language === '' || person.languages.includes(language);

/** Helps where some speak what others do not. */
function LanguageField({ people, wanted, choose }: FieldProps & { people: Practitioner[] }) {
  const words = useWords();
  const shown = useLanguage();
  const spoken = [...new Set(people.flatMap((one) => one.languages))];
  if (spoken.every((code) => people.every((one) => speaks(one, code)))) return null;
  return (
    <SelectField
      label={words('book.language')}
      value={wanted.language}
      onChange={(event) => choose({ ...wanted, language: event.target.value })}
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

/** What can still be had of what was chosen: nobody who is not among these people, and no place where none of them is. */
export function among(people: Practitioner[], { practitionerId, locationId }: Who): Who {
  const person = people.find((one) => one.practitionerId === practitionerId);
  const there = (person ? [person] : people).some((one) => one.locationIds.includes(locationId));
  return { practitionerId: person ? practitionerId : '', locationId: there ? locationId : '' };
}

type WhoProps = { who: Who; people: Practitioner[]; anywhere?: boolean; choose: (who: Who) => void };

/** `anywhere`: the place does not matter, because nobody goes there. */
export function WhoFields({ who, people, anywhere = false, choose }: WhoProps) {
  const words = useWords();
  const locations = useQuery(locationsQuery).data ?? [];
  const { practitionerId, locationId } = among(people, who);
  const places = locations.filter(
    (place) => among(people, { practitionerId, locationId: place.locationId }).locationId,
  );
  return (
    <>
      <SelectField
        label={words('book.who')}
        value={practitionerId}
        onChange={(event) => choose(among(people, { locationId, practitionerId: event.target.value }))}
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
          {places.map((location) => (
            <option key={location.locationId} value={location.locationId}>
              {location.name}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}
