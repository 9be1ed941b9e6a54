import { ok, problem } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openSettings, setUp, strandsNone, strandsOne } from './testing.tsx';

const [lake, loop] = setUp.locations;
const save = (name: string) =>
  userEvent.click(within(screen.getByRole('region', { name })).getByRole('button', { name: 'Save' }));

it('saves the name and the address, says what changed, and puts the former back', async () => {
  let now = setUp;
  const { asked } = await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok(now),
    'PUT /scheduling/locations/l1': ({ body }) => {
      now = { ...setUp, locations: [{ ...lake, ...(body as object) }, loop] as typeof setUp.locations };
      return strandsNone;
    },
  });
  const address = await screen.findByLabelText('Address');
  expect(screen.getByText('America/Chicago')).toBeDefined();
  await userEvent.clear(address);
  await userEvent.type(address, '130 Lake Street');
  await save('Name and address');
  expect((await screen.findByText(/Saved: Lake Street/)).closest('p')?.textContent).toMatch(
    /Address: 120 Lake Street → 130 Lake Street/,
  );
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Lake Street/);
  expect((screen.getByLabelText('Address') as HTMLInputElement).value).toBe('120 Lake Street');
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
    { name: 'Lake Street', address: '130 Lake Street', active: true },
    { name: 'Lake Street', address: '120 Lake Street', active: true },
  ]);
});

it('asks what shorter opening hours strand before they are saved', async () => {
  const { asked } = await openSettings('/sites/l1', {
    'PUT /scheduling/locations/l1/hours': ({ query }) => (query.has('preview') ? strandsOne : strandsNone),
  });
  fireEvent.change(await screen.findByLabelText('Monday: to'), { target: { value: '12:00' } });
  await save('Opening hours');
  const dialog = within(await screen.findByRole('alertdialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect((await screen.findByText(/Saved: Lake Street/)).closest('p')?.textContent).toMatch(
    /Monday: 8:00.AM – 6:00.PM → 8:00.AM – 12:00.PM/,
  );
  const hours = [{ weekday: 1, starts: '08:00', ends: '12:00' }];
  expect(
    asked.filter(({ method }) => method === 'PUT').map(({ query, body }) => [query.get('preview'), body]),
  ).toEqual([
    ['true', { hours }],
    [null, { hours }],
  ]);
});

it('names the site that is retired, with what that strands, and brings it back', async () => {
  let active = true;
  await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok({ ...setUp, locations: [{ ...lake, active }] }),
    'PUT /scheduling/locations/l1': ({ query, body }) => {
      if (query.has('preview')) return strandsOne;
      ({ active } = body as { active: boolean });
      return strandsNone;
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Retire Lake Street' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Retire Lake Street?' }));
  expect(dialog.getByText('1 visit would be outside of hours')).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
  expect(await screen.findByRole('button', { name: 'Bring back Lake Street' })).toBeDefined();
  expect(screen.getAllByText('Retired').length).toBeGreaterThan(0);
});

it('adds a site and opens it, and says at the field that its name is taken', async () => {
  let taken = true;
  const { asked, router } = await openSettings('/sites/new', {
    'POST /scheduling/locations': () =>
      taken ? problem(409, 'name_taken') : { status: 201, body: { locationId: 'l2' } },
  });
  await userEvent.type(await screen.findByLabelText('Name'), 'Lake Street');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('This name is taken.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  taken = false;
  await userEvent.type(screen.getByLabelText('Name'), ' 2');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText(/Saved: Lake Street 2/)).toBeDefined();
  expect(router.state.location.pathname).toMatch(/\/sites\/l2$/);
  expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
    name: 'Lake Street 2',
    address: '',
    timeZone: 'America/Chicago',
  });
});

it('shows both versions when somebody saved meanwhile, and saves mine only when told', async () => {
  let theirs = lake;
  const { asked } = await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok({ ...setUp, locations: [theirs, loop] }),
    'PUT /scheduling/locations/l1': strandsNone,
  });
  await userEvent.type(await screen.findByLabelText('Name'), ' North');
  theirs = { ...lake, address: '9 Elm Street' } as typeof lake;
  await save('Name and address');
  const both = within(await screen.findByRole('alert'));
  expect(both.getByText('9 Elm Street')).toBeDefined();
  expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Save my version' }));
  await screen.findByText(/Saved: /);
  expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

it('does not put back what somebody changed again meanwhile', async () => {
  let now = lake;
  const { asked } = await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok({ ...setUp, locations: [now, loop] }),
    'PUT /scheduling/locations/l1': ({ body }) => {
      now = { ...lake, ...(body as object) } as typeof lake;
      return strandsNone;
    },
  });
  await userEvent.type(await screen.findByLabelText('Name'), ' North');
  await save('Name and address');
  await screen.findByText(/Saved: /);
  now = { ...lake, name: 'Lakeside' } as typeof lake;
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  expect(await screen.findByText(/Somebody changed this meanwhile; it was left as it is now/)).toBeDefined();
  expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

it('retires what stands there now, not what was read long ago', async () => {
  let now = lake;
  const { asked } = await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok({ ...setUp, locations: [now, loop] }),
    'PUT /scheduling/locations/l1': strandsNone,
  });
  const retire = await screen.findByRole('button', { name: 'Retire Lake Street' });
  now = { ...lake, address: '9 Elm Street' } as typeof lake;
  await userEvent.click(retire);
  const dialog = within(await screen.findByRole('alertdialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
  await screen.findByText(/Saved: /);
  expect(asked.filter(({ method }) => method === 'PUT').at(-1)?.body).toEqual({
    name: 'Lake Street',
    address: '9 Elm Street',
    active: false,
  });
});

it('takes theirs when told', async () => {
  // As browsers have it, and jsdom does not.
  Element.prototype.scrollIntoView = () => Promise.resolve() as never;
  let theirs = lake;
  await openSettings('/sites/l1', {
    'GET /scheduling/set-up': () => ok({ ...setUp, locations: [theirs, loop] }),
  });
  await userEvent.type(await screen.findByLabelText('Name'), ' North');
  theirs = { ...lake, name: 'Lakeside' } as typeof lake;
  await save('Name and address');
  await userEvent.click(await screen.findByRole('button', { name: 'Take theirs' }));
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Lakeside');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('asks before what is not saved is left, and stays or leaves', async () => {
  const { router } = await openSettings('/sites/l1');
  await userEvent.type(await screen.findByLabelText('Name'), '!');
  const away = () => userEvent.click(screen.getByRole('link', { name: 'Holidays' }));
  await away();
  await userEvent.click(await screen.findByRole('button', { name: 'Stay' }));
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Lake Street!');
  await away();
  await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
  expect(await screen.findByRole('heading', { name: 'Holidays' })).toBeDefined();
  expect(router.state.location.pathname).toMatch(/\/holidays$/);
});
