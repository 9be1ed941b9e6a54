import { ok, problem } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openSettings, setUp, stranded, strandsNone, strandsOne } from './testing.tsx';

const preview = 'POST /scheduling/holidays';
const main = () => within(screen.getByRole('main'));

async function fill(day: string) {
  fireEvent.change(await screen.findByLabelText('Day'), { target: { value: day } });
  await userEvent.type(screen.getByLabelText('Name'), 'Thanksgiving');
}
const add = () => userEvent.click(screen.getByRole('button', { name: 'Add the holiday' }));

it('shows a year by its months, and goes to the next', async () => {
  const { router } = await openSettings('/holidays/2096');
  const months = await screen.findAllByRole('heading', { level: 3 });
  expect(months.map((one) => one.textContent).slice(0, 2)).toEqual(['July', 'December']);
  expect(main().getByText('Christmas')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'The year after' }));
  expect(await screen.findByText('No holidays in 2097')).toBeDefined();
  expect(router.state.location.pathname).toMatch(/\/holidays\/2097$/);
});

it('shows the visits a holiday strands before it is saved, and keeps what was when told so', async () => {
  const { asked } = await openSettings('/holidays/2096', {
    [preview]: ({ query }) => (query.has('preview') ? strandsOne : problem(500, 'not_asked_for')),
  });
  await fill('2096-11-26');
  await add();
  const dialog = within(
    await screen.findByRole('alertdialog', { name: '1 visit would be outside of hours' }),
  );
  expect(dialog.getByText(/Mon, Nov 26, 3:30.PM/)).toBeDefined();
  expect(dialog.getByText('Check-up · Dr. Lin · Lake Street')).toBeDefined();
  expect(dialog.getByText(/becomes a request for the front desk/)).toBeDefined();
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Do not save' }));
  await userEvent.keyboard('{Escape}');
  await userEvent.click(dialog.getByRole('button', { name: 'Do not save' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  // What was typed is still there.
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Thanksgiving');
});

it('saves when told, says what changed and how many became requests, and takes it back with U', async () => {
  const { asked } = await openSettings('/holidays/2096', {
    [preview]: ({ query }) =>
      query.has('preview')
        ? strandsOne
        : { status: 201, body: { holidayId: 'h9', stranded: [stranded], workItems: 1 } },
    'DELETE /scheduling/holidays/h9': strandsNone,
  });
  await fill('2096-11-26');
  await add();
  const dialog = within(await screen.findByRole('alertdialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect((await screen.findByText(/Saved: Thanksgiving/)).closest('p')?.textContent).toMatch(
    /Day: Nov 26, 2096.*1 visit became a request for the front desk/,
  );
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('');
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('u');
  expect(await screen.findByText(/Put back: Thanksgiving/)).toBeDefined();
  expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
  expect(
    asked
      .filter(({ method }) => method === 'POST' || method === 'DELETE')
      .map(({ method, query, body }) => [method, query.has('preview'), body]),
  ).toEqual([
    ['POST', true, { day: '2096-11-26', name: 'Thanksgiving', locationId: null }],
    ['POST', false, { day: '2096-11-26', name: 'Thanksgiving', locationId: null }],
    ['DELETE', true, undefined],
    ['DELETE', false, undefined],
  ]);
});

it('removes a holiday without asking when that strands nobody, and undo adds it again', async () => {
  const { asked } = await openSettings('/holidays/2096', {
    'DELETE /scheduling/holidays/h2': strandsNone,
    [preview]: strandsNone,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Inventory' }));
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Inventory/);
  expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
    day: '2096-07-04',
    name: 'Inventory',
    locationId: 'l2',
  });
});

it('says at the field that the day is a holiday already', async () => {
  await openSettings('/holidays/2096', { [preview]: problem(409, 'holiday_is_there_already') });
  await fill('2096-12-25');
  await add();
  expect(await screen.findByText('This day is a holiday already.')).toBeDefined();
  expect(screen.getByLabelText('Day')).toBe(document.activeElement);
  expect(screen.getByText('This was not saved. Check what is marked above.')).toBeDefined();
});

it('says why an undo did not work, and keeps the way back', async () => {
  let broken = true;
  await openSettings('/holidays/2096', {
    'GET /scheduling/set-up': ok(setUp),
    'DELETE /scheduling/holidays/h2': strandsNone,
    [preview]: () => (broken ? problem(500, 'x') : strandsNone),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Inventory' }));
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  expect(await screen.findByText(/may or may not have been saved/)).toBeDefined();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  expect(await screen.findByText(/Put back: Inventory/)).toBeDefined();
});
