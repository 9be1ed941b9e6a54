import {
  addPerson,
  changePerson,
  type OwnVisit,
  type Person,
  type PersonDetails,
  type SetUp,
} from '@frontdesk/api';
import { languageName, TextField, typeName, useLanguage } from '@frontdesk/ui';
import { EditForm, type Form } from './EditForm.tsx';
import type { Fact } from './facts.ts';
import { Checks, Pair, Part, Tags } from './fields.tsx';
import { inOrder, OwnVisits } from './OwnVisits.tsx';
import { PageTitle, useOpen } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { Retirement, useRetire } from './Retirement.tsx';
import { ChangedMeanwhile } from './Saving.tsx';
import { commonLanguages, usps } from './usps.ts';
import { useSay } from './words.ts';

type Details = Omit<PersonDetails, 'active'>;

const detailsOf = (person: Person): Details => ({
  name: person.name,
  languages: person.languages,
  skills: person.skills,
  licenceStates: person.licenceStates,
  locationIds: person.locationIds,
  visitTypes: inOrder(person.visitTypes),
});
const isRight = ({ languages, locationIds }: Details) => languages.length > 0 && locationIds.length > 0;

function useFacts(): (details: Details) => Fact[] {
  const say = useSay();
  const language = useLanguage();
  const { locations, visitTypes } = useSetUp();
  const own = ({ visitTypeId, minutes }: OwnVisit) => {
    const type = visitTypes.find((one) => one.visitTypeId === visitTypeId);
    const name = type ? typeName(type, language) : '';
    return minutes === null ? name : say('own.minutes', { name, minutes });
  };
  return ({ name, languages, skills, licenceStates, locationIds, visitTypes: owns }) => [
    [say('field.name'), name],
    [
      say('nav.sites'),
      locations
        .filter(({ locationId }) => locationIds.includes(locationId))
        .map((site) => site.name)
        .join(', '),
    ],
    [say('practitioner.languages'), languages.map((tag) => languageName(tag, language)).join(', ')],
    [say('practitioner.skills'), skills.join(', ')],
    [say('practitioner.licences'), licenceStates.join(', ')],
    [say('own.title'), owns.map(own).sort().join(', ')],
  ];
}

/** In use or retired; the rest stays as it stands there now. */
function retirable(id: string, name: string) {
  const put = (now: SetUp, active: boolean, preview = false) => {
    const one = now.practitioners.find(({ practitionerId }) => practitionerId === id);
    if (!one) throw new ChangedMeanwhile();
    return changePerson(id, { ...detailsOf(one), active }, preview);
  };
  return {
    name,
    setActive: (now: SetUp, active: boolean) => put(now, active),
    ask: (now: SetUp, active: boolean) => put(now, active, true),
  };
}

export function PractitionerDetails({ person }: { person: Person }) {
  const say = useSay();
  const facts = useFacts();
  const { practitionerId, name, active } = person;
  const save = (details: Details, { practitioners }: SetUp, preview: boolean) => {
    const now = practitioners.find((one) => one.practitionerId === practitionerId);
    return changePerson(practitionerId, { ...details, active: now?.active ?? active }, preview);
  };
  return (
    <>
      <Part title={say('practitioner.part.details')} hideTitle>
        <EditForm
          name={name}
          current={detailsOf(person)}
          of={({ practitioners }) => {
            const fresh = practitioners.find((one) => one.practitionerId === practitionerId);
            return fresh && detailsOf(fresh);
          }}
          facts={facts}
          isRight={isRight}
          ask={(details, now) => save(details, now, true)}
          save={(details, now) => save(details, now, false)}
        >
          {(form) => <Fields form={form} />}
        </EditForm>
      </Part>
      <Retirement
        {...retirable(practitionerId, name)}
        active={active}
        means={say('practitioner.retireMeans')}
      />
    </>
  );
}

export function AddPractitioner() {
  const say = useSay();
  const facts = useFacts();
  const open = useOpen();
  const retire = useRetire();
  const { locations } = useSetUp();
  const only = locations.filter(({ active }) => active);
  const current: Details = {
    name: '',
    languages: ['en'],
    skills: [],
    licenceStates: [],
    locationIds: only.length === 1 ? only.map(({ locationId }) => locationId) : [],
    visitTypes: [],
  };
  return (
    <>
      <PageTitle title={say('practitioner.add')} />
      <EditForm
        name={({ name }) => name}
        current={current}
        facts={facts}
        isRight={isRight}
        submit={say('form.add')}
        save={(details) => addPerson({ ...details, active: true })}
        undo={(made, { name }) =>
          retire(retirable((made as { practitionerId: string }).practitionerId, name), false)
        }
        onSaved={(made) => open('practitioners', (made as { practitionerId: string }).practitionerId)}
      >
        {(form) => <Fields form={form} />}
      </EditForm>
    </>
  );
}

function Fields({ form: { value, set, fault } }: { form: Form<Details> }) {
  const say = useSay();
  const language = useLanguage();
  const { locations, practitioners } = useSetUp();
  const tags = [...new Set([...commonLanguages, ...value.languages])];
  const skills = [...new Set(practitioners.flatMap((person) => person.skills))].sort();
  const nothing = (list: readonly string[], rule: 'practitioner.needsLanguage' | 'practitioner.needsSite') =>
    list.length === 0 ? say(rule) : undefined;
  return (
    <>
      <Pair>
        <TextField
          label={say('field.name')}
          required
          maxLength={100}
          autoComplete="off"
          value={value.name}
          error={fault('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
        <Checks
          label={say('nav.sites')}
          options={locations
            .filter(({ active, locationId }) => active || value.locationIds.includes(locationId))
            .map(({ locationId, name }) => ({ value: locationId, label: name }))}
          values={value.locationIds}
          error={fault('locationIds') ?? nothing(value.locationIds, 'practitioner.needsSite')}
          onChange={(locationIds) => set({ locationIds })}
        />
      </Pair>
      <Tags
        label={say('practitioner.languages')}
        add={say('practitioner.addLanguage')}
        hint={say('practitioner.languagesHint')}
        options={tags.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
        values={value.languages}
        error={fault('languages') ?? nothing(value.languages, 'practitioner.needsLanguage')}
        onChange={(languages) => set({ languages })}
      />
      <Pair>
        <Tags
          label={say('practitioner.skills')}
          add={say('practitioner.addSkill')}
          hint={say('practitioner.skillsHint')}
          free
          options={skills.map((skill) => ({ value: skill, label: skill }))}
          values={value.skills}
          error={fault('skills')}
          onChange={(list) => set({ skills: list })}
        />
        <Tags
          label={say('practitioner.licences')}
          add={say('practitioner.addLicence')}
          hint={say('practitioner.licencesHint')}
          options={usps.map((state) => ({ value: state, label: state }))}
          values={value.licenceStates}
          error={fault('licenceStates')}
          onChange={(licenceStates) => set({ licenceStates })}
        />
      </Pair>
      <OwnVisits
        owns={value.visitTypes}
        onChange={(visitTypes) => set({ visitTypes })}
        error={fault('visitTypes')}
      />
    </>
  );
}
