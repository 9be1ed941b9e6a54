import { ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { type call, ended, found, quiet, sofia, talking, verified } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const inHand = (now: typeof call) => ({
  'GET /callcenter/desk': ok({ ...quiet, call: now }),
  'GET /callcenter/calls/c1': ok(now),
});
const toWriteUp = {
  'GET /callcenter/desk': ok({
    ...quiet,
    toWriteUp: [
      { callId: 'c1', fromLast4: '0143', name: 'María González', at: ended.endedAt, outcome: 'answered' },
    ],
  }),
  'GET /callcenter/calls/c1': ok(ended),
};

async function identify(birthDate: string) {
  const form = await screen.findByLabelText('Birth date');
  await userEvent.type(form, birthDate);
  await userEvent.type(screen.getByRole('textbox', { name: 'Full name' }), 'Maria Gonzalez{Enter}');
}

it('says only that identifiers do not match, and stays locked', async () => {
  const { asked } = await openApp('/', {
    ...inHand(talking),
    'POST /callcenter/calls/c1/verify': problem(422, 'identifiers_do_not_match'),
  });
  await identify('1985-03-04');
  expect(await screen.findByText('These do not match. Ask again; the try is on record.')).toBeDefined();
  expect(screen.getByText('Locked')).toBeDefined();
  expect(asked.find((one) => one.path.endsWith('/verify'))?.body).toEqual({
    patientId: 'p1',
    birthDate: '1985-03-04',
    secondKind: 'full_name',
    secondValue: 'Maria Gonzalez',
  });
});

it('opens the person when they match', async () => {
  let now = talking;
  await openApp('/', {
    'GET /callcenter/desk': () => ok({ ...quiet, call: now }),
    'GET /callcenter/calls/c1': () => ok(now),
    'POST /callcenter/calls/c1/verify': () => {
      now = verified;
      return ok({ verified: true });
    },
  });
  await identify('1985-03-03');
  const pane = await screen.findByRole('complementary', { name: 'Person' });
  expect(await within(pane).findByText('41 · born Mar 3, 1985 · MRN ••• 4471')).toBeDefined();
  expect(screen.getByText('Verified as María González')).toBeDefined();
});

it('stops after too many tries', async () => {
  await openApp('/', {
    ...inHand(talking),
    'POST /callcenter/calls/c1/verify': problem(422, 'too_many_attempts'),
  });
  await identify('1985-03-04');
  expect(await screen.findByText(/Ask a supervisor/)).toBeDefined();
});

it('lets choose among a household', async () => {
  await openApp('/', inHand({ ...talking, candidates: [...talking.candidates, sofia] }));
  expect(screen.queryByLabelText('Birth date')).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Sofía González' }));
  expect(
    screen.getByText('Ask the caller for two identifiers of Sofía González. Do not read them out.'),
  ).toBeDefined();
});

it('searches for a caller whose number is not known', async () => {
  await openApp('/', {
    ...inHand({ ...talking, candidates: [] }),
    'POST /patients/search': ok({ results: [found], truncated: false }),
  });
  await userEvent.type(await screen.findByLabelText('Find a patient'), 'gonz');
  await userEvent.click(await screen.findByRole('button', { name: /María González/ }));
  expect(screen.getByText(/two identifiers of María González/)).toBeDefined();
});

it('registers an unknown caller, and their own words verify them', async () => {
  const { asked } = await openApp('/', {
    ...inHand({ ...talking, candidates: [] }),
    'POST /patients': { status: 201, body: { patientId: 'p9' } },
    'POST /callcenter/calls/c1/verify': ok({ verified: true }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Register a new patient' }));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Given name'), 'Ana');
  await userEvent.type(dialog.getByLabelText('Family name'), 'Ruiz');
  await userEvent.type(dialog.getByLabelText('Birth date'), '1990-01-02');
  await userEvent.click(dialog.getByRole('button', { name: 'Register' }));
  expect(await screen.findByText(/two identifiers of Ana Ruiz/)).toBeDefined();
  expect(asked.find((one) => one.path.endsWith('/verify'))?.body).toEqual({
    patientId: 'p9',
    birthDate: '1990-01-02',
    secondKind: 'full_name',
    secondValue: 'Ana Ruiz',
  });
});

it('confirms, naming both, before another one is verified in the same call', async () => {
  await openApp('/', inHand({ ...verified, candidates: [...verified.candidates, sofia] }));
  await userEvent.click(await screen.findByRole('button', { name: 'It is somebody else' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sofía González' }));
  expect(screen.getByRole('alertdialog').textContent).toContain(
    'This call was verified as María González. Verify the caller as Sofía González instead?',
  );
});

it('goes to the identifiers with V and to the note with W, and types afterwards', async () => {
  await openApp('/', inHand(talking));
  await screen.findByLabelText('Birth date');
  await userEvent.keyboard('w');
  expect(screen.getByLabelText('What it was about')).toBe(document.activeElement);
  await userEvent.keyboard('av');
  expect(screen.getByLabelText<HTMLTextAreaElement>('What it was about').value).toBe('av');
});

it('writes the call up with its outcome', async () => {
  const { asked } = await openApp('/', { ...toWriteUp, 'POST /callcenter/calls/c1/write-up': ok({}) });
  await userEvent.type(await screen.findByLabelText('What it was about'), 'Booked a check-up');
  await userEvent.selectOptions(await screen.findByLabelText('How it ended'), 'Booked a visit');
  await userEvent.click(screen.getByRole('button', { name: 'Save and finish' }));
  expect(asked.find((one) => one.path.endsWith('/write-up'))?.body).toEqual({
    disposition: 'booked',
    note: 'Booked a check-up',
  });
});

it('asks why before the chart is opened again that was open for the call', async () => {
  await openApp('/', { ...toWriteUp, 'GET /patients/p1': problem(403, 'chart_locked') });
  expect(await screen.findByText('Why do you open this chart?')).toBeDefined();
  expect(screen.queryByText('You cannot see this')).toBeNull();
});

it('keeps the note when saving failed', async () => {
  await openApp('/', { ...toWriteUp, 'POST /callcenter/calls/c1/write-up': problem(500, 'unexpected') });
  await userEvent.type(await screen.findByLabelText('What it was about'), 'Asked about a bill');
  await userEvent.selectOptions(await screen.findByLabelText('How it ended'), 'Booked a visit');
  await userEvent.click(screen.getByRole('button', { name: 'Save and finish' }));
  expect(await screen.findByText(/may or may not have been saved/)).toBeDefined();
  expect(screen.getByLabelText<HTMLTextAreaElement>('What it was about').value).toContain(
    'Asked about a bill',
  );
});
