import { ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { chart } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const theirs = {
  ...chart,
  version: 4,
  details: {
    ...chart.details,
    phones: [{ number: '(312) 555-0166', use: 'mobile', owner: 'self', mayText: true }],
  },
};

async function change() {
  await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
  const city = screen.getByLabelText('City');
  await userEvent.clear(city);
  await userEvent.type(city, 'Evanston');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
}

it('sends back what the form does not show as it came', async () => {
  const { asked } = await openApp('/patients/p1', { 'PUT /patients/p1': ok({ version: 4 }) });
  await change();
  expect(await screen.findByRole('button', { name: 'Change' })).toBeDefined();
  expect(asked.find((one) => one.method === 'PUT')?.body).toEqual({
    version: 3,
    details: {
      ...chart.details,
      addresses: [{ lines: ['120 Lake Street'], city: 'Evanston', state: 'IL', postalCode: '60601' }],
    },
  });
});

it('shows both versions when somebody changed it meanwhile, and saves mine over theirs only when told', async () => {
  let version = 4;
  const { asked } = await openApp('/patients/p1', {
    'PUT /patients/p1': ({ body }) =>
      (body as { version: number }).version === version
        ? ok({ version: ++version })
        : problem(409, 'changed_meanwhile', { current: theirs }),
  });
  await change();
  const both = within(
    (await screen.findByText('Somebody changed this patient meanwhile')).closest('div') as HTMLElement,
  );
  expect(both.getByText('(312) 555-0166')).toBeDefined();
  expect(both.getByText('120 Lake Street, Evanston, IL 60601')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Save my version' }));
  expect(await screen.findByRole('button', { name: 'Change' })).toBeDefined();
  expect(
    asked.filter((one) => one.method === 'PUT').map((one) => (one.body as { version: number }).version),
  ).toEqual([3, 4]);
});

it('takes theirs when told', async () => {
  const { asked } = await openApp('/patients/p1', {
    'PUT /patients/p1': problem(409, 'changed_meanwhile', { current: theirs }),
  });
  await change();
  await userEvent.click(await screen.findByRole('button', { name: 'Take theirs' }));
  expect((await screen.findAllByText('(312) 555-0166')).length).toBeGreaterThan(0);
  expect(asked.filter((one) => one.method === 'PUT')).toHaveLength(1);
});

it('registers once, and marks the field that was refused', async () => {
  let tries = 0;
  const { asked, router } = await openApp('/patients/register', {
    'POST /patients': () =>
      ++tries === 1
        ? problem(422, 'invalid', { errors: { birthDate: ['birth_date_impossible'] } })
        : { status: 201, body: { patientId: 'p1' } },
  });
  await userEvent.type(await screen.findByLabelText('Given name'), 'Ana');
  await userEvent.type(screen.getByLabelText('Family name'), 'Ruiz');
  await userEvent.type(screen.getByLabelText('Birth date'), '2090-01-02');
  const submit = within(screen.getByRole('main')).getByRole('button', { name: 'Register' });
  await userEvent.click(submit);
  expect(await screen.findByText('Check this')).toBeDefined();
  expect(screen.getByLabelText('Birth date').getAttribute('aria-invalid')).toBe('true');
  await userEvent.click(submit);
  await screen.findByRole('button', { name: 'Change' });
  expect(router.state.location.pathname).toContain('/patients/p1');
  const keys = asked.filter((one) => one.method === 'POST').map((one) => one.headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(2);
});

it('registers the same once, when the answer to the first press was lost', async () => {
  let lost = true;
  const { asked } = await openApp('/patients/register', {
    'POST /patients': () => {
      if (lost) throw new TypeError('Failed to fetch');
      return { status: 201, body: { patientId: 'p1' } };
    },
  });
  await userEvent.type(await screen.findByLabelText('Given name'), 'Ana');
  await userEvent.type(screen.getByLabelText('Family name'), 'Ruiz');
  await userEvent.type(screen.getByLabelText('Birth date'), '1990-01-02');
  const submit = within(screen.getByRole('main')).getByRole('button', { name: 'Register' });
  await userEvent.click(submit);
  expect((await screen.findByRole('alert')).textContent).toMatch(/nothing is done twice/);
  lost = false;
  await userEvent.click(submit);
  await screen.findByRole('button', { name: 'Change' });
  const keys = asked
    .filter((one) => one.path === '/patients')
    .map((one) => one.headers.get('idempotency-key'));
  expect(keys).toEqual([keys[0], keys[0]]);
});
