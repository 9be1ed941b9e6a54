import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openSettings, strandsNone, strandsOne } from './testing.tsx';

it('adds a piece of equipment and opens it', async () => {
  const { asked, router } = await openSettings('/rooms/new', {
    'POST /scheduling/rooms': { status: 201, body: { roomId: 'r1' } },
  });
  await userEvent.selectOptions(await screen.findByLabelText('Kind'), 'equipment');
  await userEvent.selectOptions(screen.getByLabelText('Site'), 'West Loop');
  await userEvent.type(screen.getByLabelText('Name'), 'Ultrasound A');
  await userEvent.type(screen.getByLabelText('Category'), 'ultrasound');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText(/Saved: Ultrasound A/);
  expect(router.state.location.pathname).toMatch(/\/rooms\/r1$/);
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Ultrasound A',
    category: 'ultrasound',
    kind: 'equipment',
    locationId: 'l2',
  });
});

it('changes the category, and undo puts the former back', async () => {
  const { asked } = await openSettings('/rooms/r1', { 'PUT /scheduling/rooms/r1': strandsNone });
  const category = await screen.findByLabelText('Category');
  await userEvent.clear(category);
  await userEvent.type(category, 'procedure');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Exam 1/);
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
    { name: 'Exam 1', category: 'procedure', active: true },
    { name: 'Exam 1', category: 'exam', active: true },
  ]);
});

it('blocks a room for a day, which says nothing of a site, and shows what that strands', async () => {
  const { asked } = await openSettings('/rooms/r1', {
    'POST /scheduling/rooms/r1/exceptions': ({ query }) => (query.has('preview') ? strandsOne : strandsNone),
  });
  fireEvent.change(await screen.findByLabelText('First day'), { target: { value: '2096-03-01' } });
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: /1 visit would be/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText(/Saved: Exam 1/);
  expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
    kind: 'blocked',
    starts: '2096-03-01T00:00',
    ends: '2096-03-02T00:00',
    note: '',
  });
});
