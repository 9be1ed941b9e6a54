import { goOffline, goOnline, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { chart, found } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const type = async (text: string) => userEvent.type(await screen.findByLabelText('Find a patient'), text);

it('says what to type before anything was typed', async () => {
  await openApp('/patients');
  expect(await screen.findByText(/Type a phone number, part of a name/)).toBeDefined();
});

it('is grey bars while it searches', async () => {
  await openApp('/patients', { 'POST /patients/search': never });
  await type('gonz');
  expect(await screen.findByText('Loading')).toBeDefined();
});

it('offers to clear the search or to register when nobody is found', async () => {
  await openApp('/patients', { 'POST /patients/search': ok({ results: [], truncated: false }) });
  await type('zzz');
  expect(await screen.findByText('Nobody found')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Register a new patient' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(screen.getByLabelText<HTMLInputElement>('Find a patient').value).toBe('');
});

it('shows the reference of an error and tries again', async () => {
  let broken = true;
  await openApp('/patients', {
    'POST /patients/search': () =>
      broken ? problem(500, 'unexpected') : ok({ results: [found], truncated: true }),
  });
  await type('gonz');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('req-7');
  broken = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('There are more. Type more to narrow it down.')).toBeDefined();
});

it('says who can grant searching', async () => {
  await openApp('/patients', { 'POST /patients/search': problem(403, 'forbidden') });
  await type('gonz');
  expect(await screen.findByText('You cannot see this')).toBeDefined();
});

it('tells that the network is away', async () => {
  await openApp('/patients');
  await screen.findByLabelText('Find a patient');
  goOffline();
  expect(screen.getByText(/You are offline/)).toBeDefined();
  goOnline();
});

it('asks why before a chart outside a call is opened', async () => {
  let locked = true;
  const { asked } = await openApp('/patients', {
    'POST /patients/search': ok({ results: [found], truncated: false }),
    'GET /patients/p1': () => (locked ? problem(403, 'chart_locked') : ok(chart)),
    'POST /patients/p1/open': () => {
      locked = false;
      return { status: 204 };
    },
  });
  await type('gonz');
  await userEvent.click(await screen.findByRole('button', { name: /María González/ }));
  expect(await screen.findByText('Why do you open this chart?')).toBeDefined();
  await userEvent.selectOptions(screen.getByLabelText('Reason'), 'Another reason');
  await userEvent.type(screen.getByLabelText('Which reason'), 'asked by Dr. Lin');
  await userEvent.click(screen.getByRole('button', { name: 'Open the chart' }));
  expect(await screen.findByText('120 Lake Street, Chicago, IL 60601')).toBeDefined();
  expect(asked.find((one) => one.path.endsWith('/open'))?.body).toEqual({ reason: 'asked by Dr. Lin' });
  expect(asked.every((one) => !one.path.includes('gonz') && !one.query.toString().includes('gonz'))).toBe(
    true,
  );
});

it('closes a chart that was open when the server closes it', async () => {
  let locked = false;
  await openApp('/patients/p1', {
    'GET /patients/p1': () => (locked ? problem(403, 'chart_locked') : ok(chart)),
  });
  await screen.findByText('120 Lake Street, Chicago, IL 60601');
  locked = true;
  tell('patients.patients');
  expect(await screen.findByText('Why do you open this chart?')).toBeDefined();
  expect(screen.queryByText('120 Lake Street, Chicago, IL 60601')).toBeNull();
});

it('says when a chart does not load', async () => {
  await openApp('/patients/p1', { 'GET /patients/p1': problem(500, 'unexpected') });
  expect((await screen.findByRole('alert')).textContent).toContain('Reference req-7');
});
