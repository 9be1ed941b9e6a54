import { ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { hold, me, offices, times, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const list = 'GET /scheduling/patients/p1/appointments';
const moving = 'POST /scheduling/appointments/a1/move';
const answer = ok({ upcoming: [visit], past: [] });
const held = { 'POST /scheduling/holds': { status: 201, body: hold() } };

async function toHeld(answers = {}) {
  const app = await openApp('/visits/a1/move', { ...held, ...answers });
  await userEvent.click(
    (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
  );
  await screen.findByRole('timer');
  return app;
}

itHasItsStates({ path: '/visits/a1/move', route: list, answer, shows: 'The visit now' });

describe('moving a visit', () => {
  it('is offered at the visit, and only where it is allowed', async () => {
    await openApp('/visits/a1');
    await userEvent.click(await screen.findByRole('link', { name: 'Move this visit' }));
    expect(await screen.findByRole('heading', { name: 'Move this visit' })).toBeDefined();
  });

  it('is not offered where it is not allowed', async () => {
    const fixed = ok({ upcoming: [{ ...visit, mayMove: false }], past: [] });
    await openApp('/visits/a1', { [list]: fixed });
    expect(await screen.findByText('Bring your insurance card.')).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Move this visit' })).toBeNull();
  });

  it('says to call when the address is opened for a visit that cannot be moved', async () => {
    await openApp('/visits/a1/move', { [list]: ok({ upcoming: [{ ...visit, mayMove: false }], past: [] }) });
    expect(await screen.findByText('This visit cannot be moved here')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Call us' })).toBeDefined();
  });

  it('looks first with the same person at the same place, then with anyone', async () => {
    const { asked } = await openApp('/visits/a1/move');
    await screen.findByRole('heading', { name: 'Soonest' });
    await userEvent.selectOptions(screen.getByLabelText('Who'), 'Anyone (soonest)');
    await screen.findByRole('heading', { name: 'Soonest' });
    const looked = asked.filter((one) => one.path === '/scheduling/times').map((one) => one.query);
    expect(looked[0]?.get('practitionerId')).toBe('d1');
    expect(looked[0]?.get('locationId')).toBe('l1');
    expect(looked[0]?.get('visitTypeId')).toBe('v1');
    expect(looked.map((query) => query.get('movesAppointmentId'))).toEqual(looked.map(() => 'a1'));
    expect(looked.at(-1)?.has('practitionerId')).toBe(false);
  });

  it('shows the old and the new time side by side and moves once, after the button', async () => {
    const { asked } = await toHeld({
      [moving]: ok({ appointmentId: 'a1', startsAt: '2026-11-27T14:40:00Z', practitionerId: 'd1' }),
    });
    expect(within(screen.getByRole('region', { name: 'The visit now' })).getByText(/3:30.PM/)).toBeDefined();
    expect(within(screen.getByRole('region', { name: 'New time' })).getByText(/8:40.AM/)).toBeDefined();
    expect(asked.some((one) => one.path.endsWith('/move'))).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Move to the new time' }));
    expect(await screen.findByRole('heading', { name: 'Your visit is moved' })).toBeDefined();
    expect(screen.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    expect(asked.filter((one) => one.path.endsWith('/move')).map((one) => one.body)).toEqual([
      { holdId: 'h1' },
    ]);
  });

  it('names the offices of both sides in a clinic with two, and the zone of each that is not its own', async () => {
    await openApp('/visits/a1/move', {
      ...held,
      'GET /scheduling/locations': offices,
      'GET /scheduling/times': ok({
        ...times,
        times: [{ ...times.times[0], locationId: 'l2' }],
        timeZones: { l2: 'America/New_York' },
      }),
      [moving]: ok({ appointmentId: 'a1', startsAt: '2026-11-27T14:40:00Z', practitionerId: 'd1' }),
    });
    expect(await screen.findByText('Check-up · Dr. Lin · Lake Street')).toBeDefined();
    await userEvent.click(
      (
        await screen.findAllByRole('button', { name: /9:40.AM EST Dr. Lin · Harbor Point/ })
      )[0] as HTMLElement,
    );
    const now = within(await screen.findByRole('region', { name: 'The visit now' }));
    expect(now.getByText('Lake Street')).toBeDefined();
    expect(now.getByText(/^3:30.PM$/)).toBeDefined();
    const to = within(screen.getByRole('region', { name: 'New time' }));
    expect(to.getByText('Harbor Point')).toBeDefined();
    expect(to.getByText(/^9:40.AM EST$/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Move to the new time' }));
    expect(await screen.findByText(/Friday, November 27 at 9:40.AM EST/)).toBeDefined();
    expect(screen.getByText('Dr. Lin · Harbor Point')).toBeDefined();
  });

  it('names no office where there is one', async () => {
    await toHeld();
    expect(screen.queryByText('Lake Street')).toBeNull();
  });

  it('asks where one will be during a video visit before it looks for times, as booking does', async () => {
    const { asked } = await openApp('/visits/a1/move', {
      ...held,
      [list]: ok({ upcoming: [{ ...visit, channel: 'video' }], past: [] }),
      'GET /scheduling/locations': offices,
    });
    const state = await screen.findByLabelText('Where will you be during the visit?');
    expect(screen.queryByLabelText('Where')).toBeNull();
    const looked = () => asked.filter((one) => one.path === '/scheduling/times').map((one) => one.query);
    expect(looked()).toEqual([]);
    await userEvent.selectOptions(state, 'Indiana');
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(looked().map((query) => query.get('state'))).toEqual(['IN']);
    expect(looked()[0]?.has('locationId')).toBe(false);
  });

  it('supposes the state one lives in', async () => {
    const home = { lines: ['1 Main St'], city: 'Chicago', state: 'IL', postalCode: '60614' };
    const { asked } = await openApp('/visits/a1/move', {
      [list]: ok({ upcoming: [{ ...visit, channel: 'video' }], past: [] }),
      'GET /patients/me': ok({ ...me, details: { ...me.details, addresses: [home] } }),
    });
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(asked.find((one) => one.path === '/scheduling/times')?.query.get('state')).toBe('IL');
  });

  it('says where the visit still is when the hold was lost', async () => {
    await toHeld({
      [moving]: problem(409, 'hold_expired'),
      'DELETE /scheduling/holds/h1': problem(404, 'not_found'),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Move to the new time' }));
    expect(await screen.findByText(/The visit is still on Thursday, November 26 at 3:30.PM/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Choose another time' }));
    expect(await screen.findByRole('heading', { name: 'Soonest' })).toBeDefined();
  });

  it('says to call when the visit began meanwhile', async () => {
    await toHeld({
      [moving]: problem(409, 'already_started'),
      'DELETE /scheduling/holds/h1': { status: 204 },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Move to the new time' }));
    expect(
      await screen.findByText(/cannot be moved any more. Please call us: \(312\) 555-0100/),
    ).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Move to the new time' })).toBeNull();
  });

  it('says that the visit is at that time already', async () => {
    await openApp('/visits/a1/move', { 'POST /scheduling/holds': problem(400, 'already_there') });
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
    );
    expect((await screen.findByRole('alert')).textContent).toMatch(/is at that time already/);
  });

  it('says that who it is for is in the group already', async () => {
    await toHeld({ [moving]: problem(409, 'already_in_group') });
    await userEvent.click(screen.getByRole('button', { name: 'Move to the new time' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/has a place in this group already/);
  });

  it('offers the nearest when somebody was faster', async () => {
    await openApp('/visits/a1/move', {
      'POST /scheduling/holds': problem(409, 'time_taken', {
        nearest: times.times.slice(2, 3),
        practitioners: times.practitioners,
      }),
    });
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
    );
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByRole('button', { name: /Fri, Nov 27, 2:00/ })).toBeDefined();
  });

  it('is said in Spanish', async () => {
    await openApp('/visits/a1/move');
    await userEvent.click(await screen.findByRole('button', { name: 'Español' }));
    expect(await screen.findByRole('heading', { name: 'Cambie la hora de esta visita' })).toBeDefined();
    expect(screen.getByText('Sigue reservada hasta que tenga la hora nueva.')).toBeDefined();
  });
});
