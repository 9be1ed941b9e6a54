import { type Person, setPersonHours } from '@frontdesk/api';
import { EmptyState } from '@frontdesk/ui';
import { EditForm } from './EditForm.tsx';
import { Part } from './fields.tsx';
import { HoursEditor } from './HoursEditor.tsx';
import { useSetUp } from './queries.ts';
import { isRightWeek, useWeekFacts } from './week.ts';
import { useSay } from './words.ts';

/** When a practitioner sees patients each week, and where. */
export function PractitionerHours({ person }: { person: Person }) {
  const say = useSay();
  const { locations } = useSetUp();
  const { practitionerId, name } = person;
  const sites = locations
    .filter(({ locationId }) => person.locationIds.includes(locationId))
    .map((site) => ({ value: site.locationId, label: site.name }));
  const siteName = (id: string) => locations.find(({ locationId }) => locationId === id)?.name ?? '';
  const facts = useWeekFacts(sites.length > 1 ? siteName : undefined);
  const [first] = sites;
  if (!first)
    return <EmptyState title={say('practitioner.noSiteTitle')}>{say('practitioner.noSiteBody')}</EmptyState>;
  return (
    <Part title={say('practitioner.part.hours')} hideTitle hint={say('practitioner.hoursHint')}>
      <EditForm
        name={name}
        current={{ hours: person.hours }}
        of={({ practitioners }) => {
          const fresh = practitioners.find((one) => one.practitionerId === practitionerId);
          return fresh && { hours: fresh.hours };
        }}
        facts={({ hours }) => facts(hours)}
        isRight={isRightWeek}
        ask={({ hours }) => setPersonHours(practitionerId, hours, true)}
        save={({ hours }) => setPersonHours(practitionerId, hours)}
      >
        {({ value, set, fault }) => (
          <HoursEditor
            label={say('site.week', { name })}
            closed={say('practitioner.notHere')}
            hours={value.hours}
            blank={{ locationId: first.value, from: null, until: null }}
            sites={sites}
            onChange={(hours) => set({ hours })}
            fault={fault}
          />
        )}
      </EditForm>
    </Part>
  );
}
