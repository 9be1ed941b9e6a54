import { addSite, changeSite, type SetUp, type Site, setSiteHours } from '@frontdesk/api';
import { TextField } from '@frontdesk/ui';
import { useClinic } from '../session/session.ts';
import { EditForm, type Form } from './EditForm.tsx';
import type { Fact } from './facts.ts';
import { Part } from './fields.tsx';
import { HoursEditor } from './HoursEditor.tsx';
import { NotThere, Overview, type PageProps, PageTitle, useOpen } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { Retirement, useRetire } from './Retirement.tsx';
import { ChangedMeanwhile } from './Saving.tsx';
import { isRightWeek, useWeekFacts } from './week.ts';
import { useSay } from './words.ts';

type Details = Pick<Site, 'name' | 'address'>;
type New = Details & { timeZone: string };

const ofSite = ({ name, address }: Site): Details => ({ name, address });
const conflicts = { name_taken: 'name' };

/** Places patients come to. */
export function SitesPage({ id }: PageProps) {
  const say = useSay();
  const { locations } = useSetUp();
  if (id === 'new') return <AddSite />;
  if (id !== undefined) {
    const site = locations.find((one) => one.locationId === id);
    return site ? <SitePage site={site} /> : <NotThere section="sites" />;
  }
  return (
    <Overview
      section="sites"
      title={say('nav.sites')}
      add={say('site.add')}
      emptyTitle={say('site.emptyTitle')}
      emptyBody={say('site.emptyBody')}
      rows={locations.map((site) => ({
        id: site.locationId,
        name: site.name,
        about: [site.address, site.timeZone].filter(Boolean).join(' · '),
        retired: !site.active,
      }))}
    />
  );
}

function useFacts(): (details: Details) => Fact[] {
  const say = useSay();
  return ({ name, address }) => [
    [say('field.name'), name],
    [say('site.address'), address],
  ];
}

/** In use or retired; the rest stays as it stands there now. */
function retirable(id: string, name: string) {
  const put = (now: SetUp, active: boolean, preview = false) => {
    const one = now.locations.find(({ locationId }) => locationId === id);
    if (!one) throw new ChangedMeanwhile();
    return changeSite(id, { ...ofSite(one), active }, preview);
  };
  return {
    name,
    setActive: (now: SetUp, active: boolean) => put(now, active),
    ask: (now: SetUp, active: boolean) => put(now, active, true),
  };
}

function SitePage({ site }: { site: Site }) {
  const say = useSay();
  const facts = useFacts();
  const weekFacts = useWeekFacts();
  const { locationId, name, active } = site;
  const isActive = ({ locations }: SetUp) =>
    locations.find((one) => one.locationId === locationId)?.active ?? active;
  return (
    <>
      <PageTitle title={name} retired={!active} />
      <Part title={say('site.details')}>
        <EditForm
          name={name}
          current={ofSite(site)}
          of={({ locations }) => {
            const fresh = locations.find((one) => one.locationId === locationId);
            return fresh && ofSite(fresh);
          }}
          facts={facts}
          conflicts={conflicts}
          save={(details, now) => changeSite(locationId, { ...details, active: isActive(now) })}
        >
          {(form) => (
            <>
              <DetailFields form={form} />
              <dl>
                <dt className="text-meta font-medium">{say('site.timeZone')}</dt>
                <dd className="mt-1">
                  {site.timeZone}
                  <span className="block text-meta text-muted">{say('site.timeZoneStays')}</span>
                </dd>
              </dl>
            </>
          )}
        </EditForm>
      </Part>
      <Part title={say('site.hours')} hint={say('site.hoursHint')}>
        <EditForm
          name={name}
          current={{ hours: site.hours }}
          of={({ locations }) => {
            const fresh = locations.find((one) => one.locationId === locationId);
            return fresh && { hours: fresh.hours };
          }}
          facts={({ hours }) => weekFacts(hours)}
          isRight={isRightWeek}
          ask={({ hours }) => setSiteHours(locationId, hours, true)}
          save={({ hours }) => setSiteHours(locationId, hours)}
        >
          {({ value, set, fault }) => (
            <HoursEditor
              label={say('site.week', { name })}
              closed={say(value.hours.length === 0 ? 'site.anytime' : 'site.closed')}
              hours={value.hours}
              blank={{}}
              onChange={(hours) => set({ hours })}
              fault={fault}
            />
          )}
        </EditForm>
      </Part>
      <Retirement {...retirable(locationId, name)} active={active} means={say('site.retireMeans')} />
    </>
  );
}

function DetailFields<T extends Details>({ form }: { form: Form<T> }) {
  const say = useSay();
  const field = (name: 'name' | 'address', label: string, required: boolean) => (
    <TextField
      label={label}
      value={form.value[name]}
      maxLength={name === 'name' ? 100 : 300}
      required={required}
      autoComplete="off"
      error={form.fault(name)}
      onChange={(event) => form.set({ [name]: event.target.value } as Partial<T>)}
    />
  );
  return (
    <>
      {field('name', say('field.name'), true)}
      {field('address', say('site.address'), false)}
    </>
  );
}

function AddSite() {
  const say = useSay();
  const facts = useFacts();
  const open = useOpen();
  const retire = useRetire();
  const zone = useClinic()?.timeZone ?? '';
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <>
      <PageTitle title={say('site.add')} />
      <EditForm<New>
        name={({ name }) => name}
        current={{ name: '', address: '', timeZone: zone }}
        facts={(value) => [...facts(value), [say('site.timeZone'), value.timeZone]]}
        conflicts={conflicts}
        submit={say('form.add')}
        save={(value) => addSite(value)}
        undo={(made, { name }) => retire(retirable((made as { locationId: string }).locationId, name), false)}
        onSaved={(made) => open('sites', (made as { locationId: string }).locationId)}
      >
        {(form) => (
          <>
            <DetailFields form={form} />
            <TextField
              label={say('site.timeZone')}
              hint={say('site.timeZoneHint')}
              list="time-zones"
              value={form.value.timeZone}
              required
              autoComplete="off"
              error={form.fault('timeZone')}
              onChange={(event) => form.set({ timeZone: event.target.value })}
            />
            <datalist id="time-zones">
              {zones.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </EditForm>
    </>
  );
}
