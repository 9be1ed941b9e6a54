import { goOffline, goOnline, never, ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';
import { openSettings, setUp } from './testing.tsx';

const nav = async () => within(await screen.findByRole('navigation', { name: 'Settings' }));
const nothing = { locations: [], holidays: [], practitioners: [], rooms: [], visitTypes: [] };

describe('the states', () => {
  it('is grey bars while it loads', async () => {
    await openSettings('', { 'GET /scheduling/set-up': never });
    expect(await screen.findByText('Loading')).toBeDefined();
  });

  it('tries again after an error', async () => {
    let broken = true;
    await openSettings('', {
      'GET /scheduling/set-up': () => (broken ? problem(500, 'x') : ok(setUp)),
    });
    const alert = await screen.findByRole('alert');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Sites' })).toBeDefined();
  });

  it('says who can grant it, and asks for nothing', async () => {
    const { asked } = await openSettings('', { 'GET /identity/session': ok(session) });
    expect(await screen.findByText(/administrator of the clinic can give you/)).toBeDefined();
    expect(asked.some(({ path }) => path === '/scheduling/set-up')).toBe(false);
  });

  it('says what will be here when nothing is set up, with the way to begin', async () => {
    await openSettings('', { 'GET /scheduling/set-up': ok(nothing) });
    expect(await screen.findByText('No sites yet')).toBeDefined();
    await userEvent.click(screen.getByRole('link', { name: 'Add a site' }));
    expect(await screen.findByRole('textbox', { name: 'Name' })).toBeDefined();
  });

  it('keeps what it shows while the network is away', async () => {
    await openSettings('');
    await screen.findByRole('heading', { name: 'Sites' });
    goOffline();
    expect(screen.getByText(/You are offline/)).toBeDefined();
    goOnline();
  });

  it('says that an address leads to nothing', async () => {
    await openSettings('/rooms/gone');
    expect(await screen.findByText('Nothing is here')).toBeDefined();
    await userEvent.click(screen.getByRole('link', { name: 'Show all' }));
    expect(await within(screen.getByRole('main')).findByRole('link', { name: /^Exam 1/ })).toBeDefined();
  });
});

describe('the way here', () => {
  it('is in the rail, the keys and the commands of who may, and of nobody else', async () => {
    const { router } = await openApp('/today', {
      'GET /identity/session': ok({ ...session, permissions: ['SeeSchedule', 'SetUpSchedule'] }),
      'GET /scheduling/set-up': ok(setUp),
      'GET /scheduling/appointments': ok({ appointments: [], more: false }),
    });
    expect(await screen.findByRole('link', { name: 'Settings' })).toBeDefined();
    await screen.findByText('No visits on this day');
    await userEvent.keyboard('g,');
    expect(await screen.findByRole('heading', { name: 'Sites' })).toBeDefined();
    expect(router.state.location.pathname).toMatch(/\/settings$/);
  });

  it('is not there for an agent', async () => {
    await openApp('/');
    await screen.findByText('Nothing waits');
    expect(screen.queryByRole('link', { name: 'Settings' })).toBeNull();
    await userEvent.keyboard('?');
    expect(screen.queryByText('Go to settings')).toBeNull();
  });
});

describe('the list', () => {
  it('finds each thing by its name and each section by what is set there', async () => {
    await openSettings('');
    const list = await nav();
    await list.findByRole('link', { name: 'Lake Street' });
    const search = list.getByRole('searchbox', { name: 'Find a setting' });
    await userEvent.type(search, 'LÍN');
    await userEvent.click(list.getByRole('link', { name: 'Dr. Lin' }));
    expect(await screen.findByRole('heading', { name: 'Dr. Lin' })).toBeDefined();
    await userEvent.clear(search);
    await userEvent.type(search, 'reminders');
    expect(list.getAllByRole('link')).toHaveLength(1);
    await userEvent.click(list.getByRole('link', { name: /Visit types/ }));
    expect(await screen.findByRole('heading', { name: 'Visit types' })).toBeDefined();
  });

  it('says that nothing is called that, and clears the filter', async () => {
    await openSettings('');
    const list = await nav();
    await userEvent.type(list.getByRole('searchbox'), 'zebra');
    expect(list.getByText('Nothing is called that')).toBeDefined();
    await userEvent.click(list.getByRole('button', { name: 'Clear the filter' }));
    expect(list.getByRole('link', { name: 'Holidays' })).toBeDefined();
  });

  it('is walked with J and K', async () => {
    await openSettings('');
    const list = await nav();
    await list.findByRole('link', { name: 'Lake Street' });
    await userEvent.keyboard('jj');
    expect(document.activeElement).toBe(list.getByRole('link', { name: 'Lake Street' }));
  });
});
