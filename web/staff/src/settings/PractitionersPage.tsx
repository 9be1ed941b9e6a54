import type { Person } from '@frontdesk/api';
import { cx, languageName, useLanguage } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { Calendars } from './Calendars.tsx';
import { Exceptions } from './Exceptions.tsx';
import { AddPractitioner, PractitionerDetails } from './PractitionerDetails.tsx';
import { PractitionerHours } from './PractitionerHours.tsx';
import { NotThere, Overview, type PageProps, PageTitle } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { useSay } from './words.ts';

const parts = ['details', 'hours', 'exceptions', 'calendars'] as const;
type PartName = (typeof parts)[number];

/** Who sees patients. */
export function PractitionersPage({ id, part }: PageProps) {
  const say = useSay();
  const language = useLanguage();
  const { practitioners, locations } = useSetUp();
  if (id === 'new') return <AddPractitioner />;
  if (id !== undefined) {
    const person = practitioners.find((one) => one.practitionerId === id);
    const open = parts.find((one) => one === (part ?? parts[0]));
    return person && open ? <PersonPage person={person} part={open} /> : <NotThere section="practitioners" />;
  }
  const siteName = (id: string) => locations.find(({ locationId }) => locationId === id)?.name ?? '';
  return (
    <Overview
      section="practitioners"
      title={say('nav.practitioners')}
      add={say('practitioner.add')}
      emptyTitle={say('practitioner.emptyTitle')}
      emptyBody={say('practitioner.emptyBody')}
      rows={practitioners.map((person) => ({
        id: person.practitionerId,
        name: person.name,
        about: [
          person.locationIds.map(siteName).join(', '),
          person.languages.map((tag) => languageName(tag, language)).join(', '),
          ...person.skills,
        ]
          .filter(Boolean)
          .join(' · '),
        retired: !person.active,
        mark:
          person.active && person.hours.length === 0
            ? { tone: 'warn', text: say('practitioner.noHours') }
            : null,
      }))}
    />
  );
}

function PersonPage({ person, part }: { person: Person; part: PartName }) {
  const say = useSay();
  const { practitionerId, name, active, exceptions } = person;
  return (
    <>
      <PageTitle title={name} retired={!active} />
      <nav aria-label={name} className="mb-6 flex gap-1 border-b border-border">
        {parts.map((one) => (
          <Link
            key={one}
            to="/settings/{-$section}/{-$id}/{-$part}"
            params={{
              section: 'practitioners',
              id: practitionerId,
              part: one === parts[0] ? undefined : one,
            }}
            activeOptions={{ exact: true }}
            className={cx(
              '-mb-px border-b-2 border-transparent px-3 py-2 font-medium text-muted hover:text-fg',
              'aria-[current=page]:border-primary aria-[current=page]:text-primary',
            )}
          >
            {say(`practitioner.part.${one}`)}
          </Link>
        ))}
      </nav>
      {part === 'details' ? <PractitionerDetails person={person} /> : null}
      {part === 'hours' ? <PractitionerHours person={person} /> : null}
      {part === 'exceptions' ? (
        <Exceptions
          name={name}
          owner={{ of: 'practitioners', resourceId: practitionerId }}
          exceptions={exceptions}
          kinds={['away', 'blocked', 'extra']}
          locationIds={person.locationIds}
        />
      ) : null}
      {part === 'calendars' ? <Calendars person={person} /> : null}
    </>
  );
}
