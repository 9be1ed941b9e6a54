import { ok, problem } from '@frontdesk/ui/testing';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { lin, openSettings, setUp, strandsNone, strandsOne } from './testing.tsx';

const put = 'PUT /scheduling/practitioners/d1';
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

describe('who they are', () => {
  it('takes languages, skills and states by name, and refuses what is no state', async () => {
    const { asked } = await openSettings('/practitioners/d1', { [put]: strandsNone });
    await userEvent.type(await screen.findByLabelText('Add a language'), 'spanish{Enter}');
    await userEvent.type(screen.getByLabelText('Add a skill'), 'Geriatrics{Enter}');
    await userEvent.type(screen.getByLabelText('Add a state'), 'XX{Enter}');
    expect(screen.getByText('Choose one from the list.')).toBeDefined();
    await userEvent.clear(screen.getByLabelText('Add a state'));
    await userEvent.type(screen.getByLabelText('Add a state'), 'wi{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Remove IL' }));
    await save();
    await screen.findByText(/Saved: Dr. Lin/);
    expect(asked.filter(({ method }) => method === 'PUT').at(-1)?.body).toEqual({
      name: 'Dr. Lin',
      languages: ['en', 'es'],
      skills: ['pediatrics', 'Geriatrics'],
      licenceStates: ['WI'],
      locationIds: ['l1'],
      visitTypes: [],
      active: true,
    });
  });

  it('does not ask the server for somebody without a language', async () => {
    const { asked } = await openSettings('/practitioners/d1');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove English' }));
    expect(screen.getByText('Add at least one language.')).toBeDefined();
    await save();
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('shows what giving up a site strands', async () => {
    await openSettings('/practitioners/d1', {
      [put]: ({ query }) => (query.has('preview') ? strandsOne : strandsNone),
    });
    await userEvent.click(await screen.findByLabelText('West Loop'));
    await userEvent.click(screen.getByLabelText('Lake Street'));
    await save();
    expect(await screen.findByRole('alertdialog', { name: /1 visit would be/ })).toBeDefined();
  });

  it('takes a length of their own, and that they do what not everyone does', async () => {
    const special = {
      ...setUp.visitTypes[0],
      visitTypeId: 'v2',
      nameEn: 'Ultrasound',
      everyPractitioner: false,
    };
    const { asked } = await openSettings('/practitioners/d1', {
      'GET /scheduling/set-up': ok({ ...setUp, visitTypes: [...setUp.visitTypes, special] }),
      [put]: strandsNone,
    });
    await userEvent.type(await screen.findByLabelText('Own length of Check-up, in minutes'), '30');
    await userEvent.click(screen.getByLabelText('Does Ultrasound'));
    await save();
    expect((await screen.findByText(/Saved: Dr. Lin/)).closest('p')?.textContent).toMatch(
      /Visits: Check-up · 30 min, Ultrasound/,
    );
    expect(asked.filter(({ method }) => method === 'PUT').at(-1)?.body).toMatchObject({
      visitTypes: [
        { visitTypeId: 'v1', minutes: 30 },
        { visitTypeId: 'v2', minutes: null },
      ],
    });
  });
});

describe('weekly hours', () => {
  it('says at the field that hours overlap, and asks nobody while they do', async () => {
    const { asked } = await openSettings('/practitioners/d1/hours', {
      'PUT /scheduling/practitioners/d1/hours': strandsNone,
    });
    const second = await screen.findByLabelText('Monday, 2: from');
    fireEvent.change(second, { target: { value: '11:00' } });
    expect(second.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('This overlaps with other hours on the same day.').length).toBeGreaterThan(0);
    await save();
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
    expect(document.activeElement).toBe(screen.getByLabelText('Monday, 1: from'));
    // From another day on they do not overlap.
    await userEvent.click(screen.getByRole('button', { name: 'Monday, 1: only between two dates' }));
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2096-06-30' } });
    await userEvent.click(screen.getByRole('button', { name: 'Monday, 2: only between two dates' }));
    fireEvent.change(screen.getAllByLabelText('First day').at(-1) as Element, {
      target: { value: '2096-07-01' },
    });
    expect(second.getAttribute('aria-invalid')).toBeNull();
    await save();
    await screen.findByText(/Saved: Dr. Lin/);
    expect(asked.filter(({ method }) => method === 'PUT').at(-1)?.body).toEqual({
      hours: [
        { ...lin.hours[0], until: '2096-06-30' },
        { ...lin.hours[1], starts: '11:00', from: '2096-07-01' },
      ],
    });
  });

  it('adds a block after the last one, and copies Monday to the other weekdays', async () => {
    await openSettings('/practitioners/d1/hours');
    await userEvent.click(await screen.findByRole('button', { name: 'Add hours on Sunday' }));
    expect((screen.getByLabelText('Sunday: from') as HTMLInputElement).value).toBe('09:00');
    await userEvent.click(screen.getByRole('button', { name: 'Copy Monday to the other weekdays' }));
    expect((screen.getByLabelText('Friday, 2: to') as HTMLInputElement).value).toBe('17:00');
    expect(screen.getByLabelText('Sunday: from')).toBeDefined();
    expect(screen.queryByLabelText('Saturday: from')).toBeNull();
  });

  it('keeps the dates of the second block in view when the first is removed, and opens none that has none', async () => {
    const [first, second] = lin.hours;
    const show = (until: string | null) => ({
      'GET /scheduling/set-up': ok({
        ...setUp,
        practitioners: [
          {
            ...lin,
            hours: [
              { ...first, until: until ? null : '2096-06-30' },
              { ...second, until },
            ],
          },
        ],
      }),
    });
    await openSettings('/practitioners/d1/hours', show('2096-12-31'));
    await userEvent.click(await screen.findByRole('button', { name: 'Monday, 1: remove these hours' }));
    expect(screen.getByLabelText<HTMLInputElement>('Last day').value).toBe('2096-12-31');
    cleanup();
    await openSettings('/practitioners/d1/hours', show(null));
    await userEvent.click(await screen.findByRole('button', { name: 'Monday, 1: remove these hours' }));
    expect(screen.getByLabelText('Monday: from')).toBeDefined();
    expect(screen.queryByLabelText('Last day')).toBeNull();
  });

  it('hides the dates while they are empty, and neither hides nor empties them once they are filled in', async () => {
    await openSettings('/practitioners/d1/hours');
    const toggle = await screen.findByRole('button', { name: 'Monday, 1: only between two dates' });
    await userEvent.click(toggle);
    expect(screen.getByLabelText('Last day')).toBeDefined();
    await userEvent.click(toggle);
    expect(screen.queryByLabelText('Last day')).toBeNull();
    await userEvent.click(toggle);
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2096-12-31' } });
    await userEvent.click(toggle);
    expect(screen.getByLabelText<HTMLInputElement>('Last day').value).toBe('2096-12-31');
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '' } });
    expect(screen.getByLabelText('Last day')).toBeDefined();
  });

  it('puts what the server says of one block at its field', async () => {
    await openSettings('/practitioners/d1/hours', {
      'PUT /scheduling/practitioners/d1/hours': problem(400, 'not_a_time_of_day', {
        errors: { 'hours[1].ends': ['Give the time as HH:mm, up to 24:00.'] },
      }),
    });
    fireEvent.change(await screen.findByLabelText('Monday, 2: to'), { target: { value: '18:00' } });
    await save();
    expect((await screen.findByLabelText('Monday, 2: to')).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('Give a time of day.').length).toBeGreaterThan(0);
  });
});

describe('away, blocked and extra', () => {
  const post = 'POST /scheduling/practitioners/d1/exceptions';

  it('adds whole days, which end at the midnight after the last of them', async () => {
    const { asked } = await openSettings('/practitioners/d1/exceptions', {
      [post]: ({ query }) =>
        query.has('preview') ? strandsNone : { status: 201, body: { exceptionId: 'e9' } },
    });
    expect(await screen.findByText('Dec 24, 2096 – Jan 2, 2097')).toBeDefined();
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2096-03-01' } });
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2096-03-02' } });
    await userEvent.type(screen.getByLabelText('Note'), 'Conference');
    await userEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByText(/Saved: Dr. Lin/)).toBeDefined();
    expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
      kind: 'away',
      starts: '2096-03-01T00:00',
      ends: '2096-03-03T00:00',
      locationId: null,
      note: 'Conference',
    });
  });

  it('asks where extra hours are, and at what time', async () => {
    const { asked } = await openSettings('/practitioners/d1/exceptions', {
      [post]: ({ query }) =>
        query.has('preview') ? strandsNone : { status: 201, body: { exceptionId: 'e9' } },
    });
    await userEvent.selectOptions(await screen.findByLabelText('Kind'), 'extra');
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2096-03-03' } });
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '12:00' } });
    await userEvent.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByText(/Saved: Dr. Lin/);
    expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
      kind: 'extra',
      starts: '2096-03-03T09:00',
      ends: '2096-03-03T12:00',
      locationId: 'l1',
      note: '',
    });
  });

  it('removes one, and undo adds the same again', async () => {
    const { asked } = await openSettings('/practitioners/d1/exceptions', {
      'DELETE /scheduling/exceptions/e1': strandsNone,
      [post]: strandsNone,
    });
    await userEvent.click(await screen.findByRole('button', { name: /^Remove Dec 24/ }));
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await screen.findByText(/Put back: Dr. Lin/);
    expect(asked.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
      kind: 'away',
      starts: '2096-12-24T00:00',
      ends: '2097-01-03T00:00',
      locationId: null,
      note: 'Vacation',
    });
  });
});

it('says of whom no hours are known yet', async () => {
  await openSettings('/practitioners', {
    'GET /scheduling/set-up': ok({ ...setUp, practitioners: [{ ...lin, hours: [] }] }),
  });
  expect(await screen.findByText('No hours yet')).toBeDefined();
});
