import type { WorkItem } from '@frontdesk/api';
import { type Answers, goOffline, goOnline, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { quiet, session, sofia, verified, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const hours = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString();
const base = {
  patientId: 'p1',
  patientName: 'María González',
  language: 'es',
  priority: 2,
  createdAt: hours(-3),
  dueAt: hours(5),
  ownerId: null,
  ownerName: null,
};
const asks: WorkItem = {
  ...base,
  itemId: 'i1',
  kind: 'visit_request',
  subjectId: 'r1',
  details: {
    visitTypeId: 'v1',
    visitTypeEn: 'Check-up',
    visitTypeEs: 'Chequeo',
    practitionerIds: ['d1'],
    locationId: 'l1',
    weekdays: [2, 4],
    partsOfDay: ['morning'],
    from: '2096-11-26',
    note: 'After school, please.',
  },
};
const stranded: WorkItem = {
  ...base,
  itemId: 'i2',
  kind: 'stranded_visit',
  subjectId: 'a1',
  dueAt: hours(-1),
  details: {
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    practitionerId: 'd1',
    practitionerName: 'Dr. Lin',
    locationId: 'l1',
    locationName: 'Lake Street',
    visitTypeId: 'v1',
    visitTypeEn: 'Check-up',
    visitTypeEs: 'Chequeo',
    because: 'outside_hours',
  },
};
const texted: WorkItem = {
  ...base,
  itemId: 'i3',
  kind: 'text_reply',
  subjectId: 't1',
  patientId: null,
  patientName: null,
  language: null,
  details: { body: 'Can I bring my mother?', from: '+13125550142' },
};
const hold = {
  holdId: 'h1',
  startsAt: '2026-11-27T15:20:00Z',
  endsAt: '2026-11-27T15:40:00Z',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};

/** A Host that keeps who has what, and what is closed. */
function worklist(...start: WorkItem[]): Answers {
  let items = start;
  const set = (id: string, to: Partial<WorkItem>) => {
    items = items.map((item) => (item.itemId === id ? ({ ...item, ...to } as WorkItem) : item));
    return ok({});
  };
  const acts = start.flatMap(({ itemId }) => [
    [
      `POST /worklist/items/${itemId}/take`,
      () => set(itemId, { ownerId: session.accountId, ownerName: session.name }),
    ],
    [`POST /worklist/items/${itemId}/release`, () => set(itemId, { ownerId: null, ownerName: null })],
    [
      `POST /worklist/items/${itemId}/close`,
      () => {
        items = items.filter((item) => item.itemId !== itemId);
        return ok({});
      },
    ],
  ]);
  return {
    'GET /worklist/items': () => ok({ items, more: false }),
    'GET /worklist/count': () => ok({ open: items.length }),
    ...Object.fromEntries(acts),
  };
}
const open = (answers: Answers = worklist(stranded, asks, texted), path = '/requests') =>
  openApp(path, answers);
const row = (name: RegExp) => screen.findByRole('link', { name });
const centre = () => within(screen.getByRole('main'));
/** Opens one item, and waits until it is there. */
const openItem = async (itemId: string, answers?: Answers) => {
  const app = await open(answers, `/requests?item=${itemId}`);
  await screen.findByLabelText('What was done');
  return app;
};
const pane = async () => within(await screen.findByRole('complementary', { name: 'Person' }));

describe('the states', () => {
  it('is grey bars while it loads', async () => {
    await open({ 'GET /worklist/items': never });
    expect(await screen.findByText('Loading')).toBeDefined();
  });

  it('says what will come when nothing waits', async () => {
    await open(worklist());
    expect(await screen.findByText('Nothing waits for a person')).toBeDefined();
  });

  it('clears a filter that leaves nothing', async () => {
    await open(worklist(asks));
    await userEvent.click(await screen.findByRole('button', { name: /^Texts 0/ }));
    expect(await screen.findByText('Nothing of this kind waits')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(await row(/María González/)).toBeDefined();
  });

  it('tries again after an error, with its reference shown', async () => {
    let broken = true;
    await open({
      'GET /worklist/items': () => (broken ? problem(500, 'x') : ok({ items: [asks], more: false })),
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Reference req-7');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await row(/María González/)).toBeDefined();
  });

  it('says who can grant it, and shows nothing that was seen before', async () => {
    let refused = false;
    await open({
      'GET /worklist/items': () => (refused ? problem(403, 'forbidden') : ok({ items: [asks], more: false })),
    });
    await row(/María González/);
    refused = true;
    tell('worklist.items');
    expect(await screen.findByText('You cannot see this')).toBeDefined();
    expect(screen.queryByText('María González')).toBeNull();
  });

  it('keeps what it shows while the network is away', async () => {
    await open();
    await row(/Asks for/);
    goOffline();
    expect(screen.getByText(/You are offline/)).toBeDefined();
    goOnline();
  });

  it('is said in Spanish', async () => {
    localStorage.setItem('frontdesk.language', 'es');
    await open();
    expect(await row(/María González\s*Pide: Chequeo/)).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Solicitudes' })).toBeDefined();
  });
});

describe('the list', () => {
  it('is reached with G R, counted in the rail, and told of what is new', async () => {
    let items: WorkItem[] = [asks];
    await open(
      {
        'GET /worklist/items': () => ok({ items, more: false }),
        'GET /worklist/count': () => ok({ open: items.length }),
      },
      '/',
    );
    expect(await screen.findByRole('link', { name: 'Requests 1' })).toBeDefined();
    await userEvent.keyboard('gr');
    await row(/Asks for: Check-up/);
    items = [asks, texted];
    tell('worklist.items');
    expect(await row(/Can I bring my mother/)).toBeDefined();
    expect(await screen.findByRole('link', { name: 'Requests 2' })).toBeDefined();
  });

  it('says what is late, what is whose, and who speaks another language', async () => {
    await open(worklist(stranded, { ...asks, ownerId: 's9', ownerName: 'Ana Ruiz' }));
    expect((await row(/Outside of the hours/)).textContent).toMatch(/Spanish.*late/);
    expect((await row(/Asks for/)).textContent).toContain('Ana Ruiz · ');
  });

  it('is walked with J and K, opened with Enter, and left with Esc', async () => {
    const { router } = await open();
    await row(/Asks for/);
    await userEvent.keyboard('jjk{Enter}');
    expect(await centre().findByRole('heading', { name: 'A visit without hours' })).toBeDefined();
    expect(router.state.location.search).toEqual({ item: 'i2' });
    await userEvent.keyboard('{Escape}');
    expect(await screen.findByText('Nothing is open')).toBeDefined();
  });

  it('shows one kind, and what is mine, and keeps both in the address', async () => {
    const { router } = await open(
      worklist(stranded, { ...asks, ownerId: session.accountId, ownerName: session.name }),
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Mine 1/ }));
    expect(screen.queryByRole('link', { name: /Outside of the hours/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /^Visits 1/ }));
    expect(router.state.location.search).toEqual({ kind: 'visit_request', mine: true });
    expect(await row(/Asks for/)).toBeDefined();
  });

  it('takes several at once: X selects, Shift X up to here', async () => {
    const { asked } = await open();
    await row(/Asks for/);
    await userEvent.keyboard('jxjj{Shift>}X{/Shift}');
    expect(screen.getByText('3 selected')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Take 3' }));
    expect(await screen.findByRole('button', { name: /^Mine 3/ })).toBeDefined();
    expect(asked.filter((one) => one.path.endsWith('/take'))).toHaveLength(3);
  });

  it('selects nothing by key when single letters are off', async () => {
    localStorage.setItem('frontdesk.singleKeys', 'off');
    await open();
    (await row(/Asks for/)).focus();
    await userEvent.keyboard('x');
    expect(screen.queryByText('1 selected')).toBeNull();
  });
});

describe('one item', () => {
  it('is taken with T and given back with T', async () => {
    await openItem('i1');
    await userEvent.keyboard('t');
    expect(await centre().findByText('Yours')).toBeDefined();
    await userEvent.keyboard('t');
    expect(await centre().findByRole('button', { name: /^Take/ })).toBeDefined();
  });

  it('goes elsewhere by the shell’s keys without taking it', async () => {
    const { asked } = await openItem('i1', {
      ...worklist(asks),
      'GET /scheduling/appointments': ok({ appointments: [], more: false }),
    });
    await userEvent.keyboard('gt');
    expect(await screen.findByText('No visits on this day')).toBeDefined();
    expect(asked.some((one) => one.path.endsWith('/take'))).toBe(false);
  });

  it('says who was faster', async () => {
    await open(
      {
        ...worklist(asks),
        'POST /worklist/items/i1/take': problem(409, 'item_taken', { ownerName: 'Ana Ruiz' }),
      },
      '/requests?item=i1',
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Take/ }));
    expect(await screen.findByText('Ana Ruiz has taken it.')).toBeDefined();
  });

  it('is left to the colleague who has it', async () => {
    const hers = { ...asks, ownerId: 's9', ownerName: 'Ana Ruiz' };
    await openItem('i1', worklist(hers));
    expect(centre().getByText('Ana Ruiz has it')).toBeDefined();
    expect(centre().queryByRole('button', { name: /^(Take|Give back)/ })).toBeNull();
  });

  it('is given back by a supervisor for a colleague who went home with it', async () => {
    const hers = { ...asks, ownerId: 's9', ownerName: 'Ana Ruiz' };
    await openItem('i1', {
      ...worklist(hers),
      'GET /identity/session': ok({ ...session, role: 'supervisor' }),
    });
    await userEvent.click(centre().getByRole('button', { name: /^Give back/ }));
    expect(await centre().findByRole('button', { name: /^Take/ })).toBeDefined();
  });

  it('says what is asked for in words', async () => {
    await openItem('i1');
    for (const words of ['Check-up', 'Dr. Lin', 'Lake Street', 'Tue, Thu · Mornings', 'from Nov 26, 2096'])
      expect(await centre().findByText(words)).toBeDefined();
  });

  it('opens the chart for a reason, takes what nobody has, looks for what was asked, books, and is closed', async () => {
    const { asked } = await open(
      {
        ...worklist(asks),
        'POST /scheduling/holds': { status: 201, body: hold },
        'POST /scheduling/appointments': {
          status: 201,
          body: { appointmentId: 'a2', startsAt: hold.startsAt },
        },
      },
      '/requests?item=i1',
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Find a time/ }));
    expect(await centre().findByText('Yours')).toBeDefined();
    await userEvent.click(await (await pane()).findByRole('button', { name: 'Open the chart' }));
    const slot = await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ });
    await expect
      .poll(() => document.activeElement)
      .toBe(screen.getByRole('complementary', { name: 'Person' }));
    await userEvent.click(slot);
    const wanted = asked.find((one) => one.path === '/scheduling/times')?.query;
    expect(wanted?.get('visitTypeId')).toBe('v1');
    expect(wanted?.get('practitionerId')).toBe('d1');
    expect(wanted?.get('from')).toBe('2096-11-26');
    expect(wanted?.get('locationId')).toBe('l1');
    expect(wanted?.get('partOfDay')).toBe('morning');
    await userEvent.click(await screen.findByRole('button', { name: 'Book' }));
    expect(await centre().findByRole('heading', { name: 'Done? Close this' })).toBeDefined();
    const done = centre().getByRole('button', { name: /^Done/ });
    expect(document.activeElement).toBe(done);
    await userEvent.type(centre().getByLabelText('What was done'), 'Friday.');
    await userEvent.click(done);
    expect(await screen.findByText('Nothing is open')).toBeDefined();
    expect(asked.find((one) => one.path.endsWith('/close'))?.body).toEqual({
      outcome: 'done',
      note: 'Friday.',
    });
  });

  it('moves a stranded visit, and tells what became of it when it left the list by that', async () => {
    let items: WorkItem[] = [stranded, asks];
    const { router } = await open(
      {
        ...worklist(stranded),
        'GET /worklist/items': () => ok({ items, more: false }),
        'POST /scheduling/holds': { status: 201, body: hold },
        'POST /scheduling/appointments/a1/move': () => {
          items = [asks];
          return ok({ appointmentId: 'a1', startsAt: hold.startsAt });
        },
      },
      '/requests?item=i2',
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Move this visit/ }));
    await userEvent.click(await (await pane()).findByRole('button', { name: 'Open the chart' }));
    await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Move the visit' }));
    tell('worklist.items');
    expect(await centre().findByText(/This is off the list/)).toBeDefined();
    expect((await pane()).getByText(/Moved to Fri, Nov 27, 9:20/)).toBeDefined();
    await userEvent.click(centre().getByRole('button', { name: 'Next' }));
    expect(router.state.location.search).toEqual({ item: 'i1' });
  });

  it('goes to the next after E and Enter, and keeps a note that was begun', async () => {
    const { router, asked } = await open(worklist(asks, texted), '/requests?item=i1');
    await userEvent.type(await screen.findByLabelText('What was done'), 'Called');
    await userEvent.click(await row(/Can I bring/));
    await centre().findByText('Can I bring my mother?');
    await userEvent.click(await row(/Asks for/));
    expect((await screen.findByLabelText<HTMLTextAreaElement>('What was done')).value).toBe('Called');
    (await row(/Asks for/)).focus();
    await userEvent.keyboard('e{Enter}');
    expect(await centre().findByText('Can I bring my mother?')).toBeDefined();
    expect(router.state.location.search).toEqual({ item: 'i3' });
    expect(asked.find((one) => one.path.endsWith('/close'))?.body).toEqual({
      outcome: 'done',
      note: 'Called',
    });
  });

  it('shows from which number a text came, so that a stranger can be called back', async () => {
    const { router } = await openItem('i3');
    expect(centre().getByText('From')).toBeDefined();
    expect(centre().getByText('(312) 555-0142')).toBeDefined();
    expect(JSON.stringify(router.state.location)).not.toContain('5550142');
  });

  it('says that a colleague closed it', async () => {
    await open(
      { ...worklist(asks), 'POST /worklist/items/i1/close': problem(409, 'already_closed') },
      '/requests?item=i1',
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Not possible' }));
    expect(await screen.findByText(/A colleague closed it meanwhile/)).toBeDefined();
  });

  it('opens no chart where nobody is known', async () => {
    await open(undefined, '/requests?item=i3');
    expect(await (await pane()).findByText('No chart')).toBeDefined();
    expect(centre().queryByRole('button', { name: /^Open the chart/ })).toBeNull();
  });

  it('asks before the chart of another than the caller is opened, and names both', async () => {
    const { asked } = await open(
      {
        ...worklist({ ...asks, patientId: sofia.patientId, patientName: sofia.name }),
        'GET /callcenter/desk': ok({ ...quiet, call: verified }),
      },
      '/requests?item=i1',
    );
    const side = await pane();
    expect(
      await side.findByText(/You are on a call with María González. Open the chart of Sofía González/),
    ).toBeDefined();
    await userEvent.click(side.getByRole('button', { name: 'Open Sofía González' }));
    expect(await side.findByText('Why do you open this chart?')).toBeDefined();
    expect(asked.some((one) => one.path.startsWith('/patients/p2'))).toBe(false);
  });

  it('says that an address is of something long done', async () => {
    await open(undefined, '/requests?item=i99');
    expect(await screen.findByText('This is not on the list any more')).toBeDefined();
  });
});
