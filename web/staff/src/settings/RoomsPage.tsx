import { addRoom, changeRoom, type Room, type RoomKind, type SetUp } from '@frontdesk/api';
import { SelectField, TextField } from '@frontdesk/ui';
import { EditForm, type Form } from './EditForm.tsx';
import { Exceptions } from './Exceptions.tsx';
import type { Fact } from './facts.ts';
import { Pair, Part } from './fields.tsx';
import { NotThere, Overview, type PageProps, PageTitle, useOpen } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { Retirement, useRetire } from './Retirement.tsx';
import { ChangedMeanwhile } from './Saving.tsx';
import { useSay } from './words.ts';

type Details = Pick<Room, 'name' | 'category'>;
type New = Details & { kind: RoomKind; locationId: string };

const detailsOf = ({ name, category }: Room): Details => ({ name, category });
const conflicts = { name_taken: 'name' };
const kinds: readonly RoomKind[] = ['room', 'equipment'];

/** What a visit in person may need besides the practitioner: one visit at a time. */
export function RoomsPage({ id }: PageProps) {
  const say = useSay();
  const { rooms, locations } = useSetUp();
  if (id === 'new') return <AddRoom />;
  if (id !== undefined) {
    const room = rooms.find((one) => one.roomId === id);
    return room ? <RoomPage room={room} /> : <NotThere section="rooms" />;
  }
  return (
    <Overview
      section="rooms"
      title={say('nav.rooms')}
      add={say('room.add')}
      emptyTitle={say('room.emptyTitle')}
      emptyBody={say('room.emptyBody')}
      rows={rooms.map((room) => ({
        id: room.roomId,
        name: room.name,
        about: [
          say(`room.kind.${room.kind}`),
          room.category,
          locations.find(({ locationId }) => locationId === room.locationId)?.name,
        ]
          .filter(Boolean)
          .join(' · '),
        retired: !room.active,
      }))}
    />
  );
}

function useFacts(): (details: Details) => Fact[] {
  const say = useSay();
  return ({ name, category }) => [
    [say('field.name'), name],
    [say('room.category'), category],
  ];
}

/** In use or retired; the rest stays as it stands there now. */
function retirable(id: string, name: string) {
  const put = (now: SetUp, active: boolean, preview = false) => {
    const one = now.rooms.find(({ roomId }) => roomId === id);
    if (!one) throw new ChangedMeanwhile();
    return changeRoom(id, { ...detailsOf(one), active }, preview);
  };
  return {
    name,
    setActive: (now: SetUp, active: boolean) => put(now, active),
    ask: (now: SetUp, active: boolean) => put(now, active, true),
  };
}

function RoomPage({ room }: { room: Room }) {
  const say = useSay();
  const facts = useFacts();
  const { locations } = useSetUp();
  const { roomId, name, kind, locationId, active } = room;
  const isActive = ({ rooms }: SetUp) => rooms.find((one) => one.roomId === roomId)?.active ?? active;
  const fixed: [string, string][] = [
    [say('room.kind'), say(`room.kind.${kind}`)],
    [say('hours.where'), locations.find((site) => site.locationId === locationId)?.name ?? ''],
  ];
  return (
    <>
      <PageTitle title={name} retired={!active} />
      <Part title={say('room.details')}>
        <EditForm
          name={name}
          current={detailsOf(room)}
          of={({ rooms }) => {
            const fresh = rooms.find((one) => one.roomId === roomId);
            return fresh && detailsOf(fresh);
          }}
          facts={facts}
          conflicts={conflicts}
          save={(details, now) => changeRoom(roomId, { ...details, active: isActive(now) })}
        >
          {(form) => (
            <>
              <dl className="grid grid-cols-2 gap-4">
                {fixed.map(([label, text]) => (
                  <div key={label}>
                    <dt className="text-meta font-medium">{label}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
              <Fields form={form} kind={kind} />
            </>
          )}
        </EditForm>
      </Part>
      <Exceptions
        name={name}
        owner={{ of: 'rooms', resourceId: roomId }}
        exceptions={room.exceptions}
        kinds={['blocked', 'away']}
        locationIds={[locationId]}
      />
      <Retirement {...retirable(roomId, name)} active={active} means={say('room.retireMeans')} />
    </>
  );
}

function Fields<T extends Details>({ form, kind }: { form: Form<T>; kind: RoomKind }) {
  const say = useSay();
  const { rooms } = useSetUp();
  const categories = [...new Set(rooms.filter((one) => one.kind === kind).map((one) => one.category))];
  const field = (name: keyof Details, label: string, most: number, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      list={name === 'category' ? 'categories' : undefined}
      required
      maxLength={most}
      autoComplete="off"
      value={form.value[name]}
      error={form.fault(name)}
      onChange={(event) => form.set({ [name]: event.target.value } as Partial<T>)}
    />
  );
  return (
    <Pair>
      {field('name', say('field.name'), 100)}
      {field('category', say('room.category'), 50, say('room.categoryHint'))}
      <datalist id="categories">
        {categories.sort().map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
    </Pair>
  );
}

function AddRoom() {
  const say = useSay();
  const facts = useFacts();
  const open = useOpen();
  const retire = useRetire();
  const sites = useSetUp().locations.filter(({ active }) => active);
  const siteName = (id: string) => sites.find(({ locationId }) => locationId === id)?.name ?? '';
  const current: New = { name: '', category: '', kind: 'room', locationId: sites[0]?.locationId ?? '' };
  return (
    <>
      <PageTitle title={say('room.add')} />
      <EditForm<New>
        name={({ name }) => name}
        current={current}
        facts={(value) => [
          ...facts(value),
          [say('room.kind'), value.name && say(`room.kind.${value.kind}`)],
          [say('hours.where'), value.name && siteName(value.locationId)],
        ]}
        conflicts={conflicts}
        submit={say('form.add')}
        save={(value) => addRoom(value)}
        undo={(made, { name }) => retire(retirable((made as { roomId: string }).roomId, name), false)}
        onSaved={(made) => open('rooms', (made as { roomId: string }).roomId)}
      >
        {(form) => (
          <>
            <Pair>
              <SelectField
                label={say('room.kind')}
                value={form.value.kind}
                error={form.fault('kind')}
                onChange={(event) => form.set({ kind: event.target.value as RoomKind })}
              >
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {say(`room.kind.${kind}`)}
                  </option>
                ))}
              </SelectField>
              <SelectField
                label={say('hours.where')}
                value={form.value.locationId}
                error={form.fault('locationId')}
                onChange={(event) => form.set({ locationId: event.target.value })}
              >
                {sites.map(({ locationId, name }) => (
                  <option key={locationId} value={locationId}>
                    {name}
                  </option>
                ))}
              </SelectField>
            </Pair>
            <Fields form={form} kind={form.value.kind} />
          </>
        )}
      </EditForm>
    </>
  );
}
