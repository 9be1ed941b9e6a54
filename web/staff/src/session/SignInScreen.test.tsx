import { ok, problem } from '@frontdesk/ui/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

async function fill() {
  await userEvent.type(await screen.findByLabelText('Email'), 'agent@lakeview.example');
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
  await userEvent.type(screen.getByLabelText('Six-digit code'), '123456');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

it('comes first for who is signed out, and then leads back to the place', async () => {
  const { router, asked } = await openApp('/today', {
    'GET /identity/session': problem(401, 'signed_out'),
    'POST /identity/staff/sign-in': ok(session),
    'GET /scheduling/appointments': ok({ appointments: [], more: false }),
  });
  await fill();
  expect(await screen.findByText('No visits on this day')).toBeDefined();
  expect(router.state.location.pathname).toMatch(/\/today$/);
  const sent = asked.find((one) => one.path === '/identity/staff/sign-in');
  expect(sent?.body).toEqual({ email: 'agent@lakeview.example', password: 'correct horse', code: '123456' });
});

it('does not say which of the three was wrong', async () => {
  await openApp('/', {
    'GET /identity/session': problem(401, 'signed_out'),
    'POST /identity/staff/sign-in': problem(401, 'sign_in_failed'),
  });
  await fill();
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Email, password or code is not right. Check them and try again.',
  );
});

it('asks to wait after too many tries', async () => {
  await openApp('/sign-in', { 'POST /identity/staff/sign-in': problem(429, 'too_many_tries') });
  await fill();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Too many tries/);
});

it('leads nowhere outside the app', async () => {
  const { router } = await openApp('/sign-in?to=//evil.example', {
    'POST /identity/staff/sign-in': ok(session),
  });
  await fill();
  await screen.findByText('Ready for the next call');
  expect(router.state.location.pathname).toMatch(/^\/(staff\/?)?$/);
});
