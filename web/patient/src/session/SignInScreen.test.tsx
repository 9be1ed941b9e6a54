import { ok, problem } from '@frontdesk/ui/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const challenge = { status: 202, body: { challengeId: 'x1', expiresAt: '2026-11-22T16:00:00Z' } };
const signedOut = {
  'GET /identity/session': problem(401, 'signed_out'),
  'POST /patients/sign-in': challenge,
};

async function enterCode() {
  await userEvent.type(await screen.findByLabelText('Phone number'), '312 555 0143');
  await userEvent.click(screen.getByRole('button', { name: 'Text me a code' }));
  await userEvent.type(await screen.findByLabelText('Six-digit code'), '123456');
  await userEvent.type(screen.getByLabelText('Your birth date'), '1985-03-03');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

it('asks for the phone, then the code and the birth date, and leads back to the place', async () => {
  const { asked, router } = await openApp('/visits', {
    ...signedOut,
    'POST /patients/sign-in/x1': ok(session),
  });
  await enterCode();
  expect(await screen.findByRole('heading', { name: 'Visits' })).toBeDefined();
  expect(router.state.location.pathname).toBe('/visits');
  expect(asked.find((one) => one.path === '/patients/sign-in/x1')?.body).toEqual({
    code: '123456',
    birthDate: '1985-03-03',
  });
});

it('does not say which was wrong', async () => {
  await openApp('/', { ...signedOut, 'POST /patients/sign-in/x1': problem(401, 'sign_in_failed') });
  await enterCode();
  expect((await screen.findByRole('alert')).textContent).toBe(
    'The code or the birth date is not right. Check both and try again.',
  );
});

it('asks for the first name when several share phone and birth date', async () => {
  const { asked } = await openApp('/', {
    ...signedOut,
    'POST /patients/sign-in/x1': ({ body }) =>
      (body as { givenName?: string }).givenName ? ok(session) : problem(409, 'several_patients'),
  });
  await enterCode();
  await userEvent.type(await screen.findByLabelText('Your first name'), 'María');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('What do you need?');
  expect(asked.filter((one) => one.path === '/patients/sign-in/x1').at(-1)?.body).toMatchObject({
    givenName: 'María',
  });
});

it('asks to wait after too many tries', async () => {
  await openApp('/', { ...signedOut, 'POST /patients/sign-in': problem(429, 'too_many_tries') });
  await userEvent.type(await screen.findByLabelText('Phone number'), '312 555 0143');
  await userEvent.click(screen.getByRole('button', { name: 'Text me a code' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/Too many tries/);
});

it('says when a number is not whole', async () => {
  await openApp('/', {
    ...signedOut,
    'POST /patients/sign-in': problem(400, 'invalid', { errors: { phone: ['phone_not_whole'] } }),
  });
  await userEvent.type(await screen.findByLabelText('Phone number'), '555');
  await userEvent.click(screen.getByRole('button', { name: 'Text me a code' }));
  expect(await screen.findByText('This number is not complete. Type all ten digits.')).toBeDefined();
});

it('speaks Spanish before anybody signed in', async () => {
  await openApp('/', signedOut);
  await userEvent.click(await screen.findByRole('button', { name: 'Español' }));
  expect(await screen.findByLabelText('Número de teléfono')).toBeDefined();
  expect(screen.getByRole('button', { name: 'English' })).toBeDefined();
});
