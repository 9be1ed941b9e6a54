import { chooseLanguage } from '@frontdesk/ui';
import { ok, problem } from '@frontdesk/ui/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openSettings, setUp } from './testing.tsx';

const put = 'PUT /scheduling/visit-types/v1';
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));
const type = setUp.visitTypes[0];

it('says how many translations are missing, and which', async () => {
  await openSettings('/visit-types');
  await userEvent.click(await screen.findByRole('link', { name: /Check-up.*1 translation missing/ }));
  const spanish = await screen.findByLabelText('Instructions in Spanish');
  expect(spanish.getAttribute('aria-describedby')).not.toBeNull();
  expect(screen.getByText(/Missing: patients who read this language/)).toBeDefined();
  await userEvent.type(spanish, 'Traiga sus medicinas.');
  expect(screen.queryByText(/Missing: patients/)).toBeNull();
});

it('saves every field, says only what changed, and puts it back', async () => {
  const { asked } = await openSettings('/visit-types/v1', { [put]: ok({ visitTypeId: 'v1' }) });
  const length = await screen.findByLabelText('Length, min');
  await userEvent.clear(length);
  await userEvent.type(length, '45');
  await userEvent.click(screen.getByLabelText('Video'));
  await userEvent.selectOptions(screen.getByLabelText('Open to'), 'established');
  await userEvent.selectOptions(screen.getByLabelText('Skill'), 'pediatrics');
  await userEvent.click(screen.getByRole('button', { name: 'Add a reminder' }));
  await save();
  const said = (await screen.findByText(/Saved: Check-up/)).closest('p')?.textContent;
  expect(said).toContain('Length: 20 minutes → 45 minutes');
  expect(said).toContain('How: In person → In person, Video');
  expect(said).toContain('Open to: every patient → patients seen here in three years');
  expect(said).toContain('Skill: pediatrics');
  expect(said).toContain('Reminders: 1 day before → 1 day before, 2 hours before');
  expect(said).not.toContain('Free after');
  const { visitTypeId: _, warnings: __, ...before } = type as NonNullable<typeof type>;
  const after = {
    ...before,
    minutes: 45,
    channels: ['in-person', 'video'],
    openTo: 'established',
    needsSkill: 'pediatrics',
    reminders: [1440, 120],
  };
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Check-up/);
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([after, before]);
});

it('says a reminder by its amount and its unit', async () => {
  const { asked } = await openSettings('/visit-types/v1', { [put]: ok({ visitTypeId: 'v1' }) });
  const amount = await screen.findByLabelText('Reminder 1');
  await userEvent.selectOptions(screen.getByLabelText('Reminder 1: unit'), 'hours');
  await userEvent.clear(amount);
  await userEvent.type(amount, '36');
  await save();
  await screen.findByText(/Saved: Check-up/);
  expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ reminders: [36 * 60] });
});

it('puts what the server refuses at its field, in the language of the reader', async () => {
  await openSettings('/visit-types/v1', {
    [put]: problem(400, 'notice_beyond_ahead', { errors: { patientsNotice: ['Patients could never…'] } }),
  });
  const days = await screen.findByLabelText('At most so many days ahead');
  await userEvent.clear(days);
  await userEvent.type(days, '1');
  await save();
  expect(await screen.findByText(/Patients could never book it/)).toBeDefined();
  await chooseLanguage('es');
  expect(await screen.findByText(/Los pacientes nunca podrían reservarla/)).toBeDefined();
});

it('does not save a visit that is held in no way', async () => {
  const { asked } = await openSettings('/visit-types/v1');
  await userEvent.click(await screen.findByLabelText('In person'));
  await save();
  expect(screen.getByText('Choose at least one.')).toBeDefined();
  expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
});

it('warns of what cannot be booked as things stand', async () => {
  await openSettings('/visit-types/v1', {
    'GET /scheduling/set-up': ok({
      ...setUp,
      rooms: [],
      visitTypes: [{ ...type, warnings: ['no_such_room'] }],
    }),
  });
  expect(await screen.findByText('Cannot be booked')).toBeDefined();
  expect(screen.getByText(/a category that no room in use has/)).toBeDefined();
  // What it needs is still shown, and can be taken away.
  expect((screen.getByLabelText('Room') as HTMLSelectElement).value).toBe('exam');
});

it('retires by name, and adds one that undo retires', async () => {
  let added: object[] = [];
  const { asked } = await openSettings('/visit-types/new', {
    'GET /scheduling/set-up': () => ok({ ...setUp, visitTypes: [...setUp.visitTypes, ...added] }),
    'POST /scheduling/visit-types': ({ body }) => {
      added = [{ ...(body as object), visitTypeId: 'v2', warnings: [] }];
      return { status: 201, body: { visitTypeId: 'v2' } };
    },
    'PUT /scheduling/visit-types/v2': ok({ visitTypeId: 'v2' }),
  });
  await userEvent.type(await screen.findByLabelText('Name in English'), 'Follow-up');
  await userEvent.type(screen.getByLabelText('Name in Spanish'), 'Seguimiento');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText(/Saved: Follow-up/);
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Follow-up/);
  expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
    nameEn: 'Follow-up',
    active: false,
  });
  await userEvent.click(screen.getByRole('button', { name: 'Retire Follow-up' }));
  expect(await screen.findByRole('alertdialog', { name: 'Retire Follow-up?' })).toBeDefined();
});
