import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { uiDictionaries } from './i18n/dictionaries.ts';
import { problem, renderWithWords, serve } from './testing.tsx';
import { useHold } from './useHold.ts';

const time = (startsAt: string) => ({
  startsAt,
  endsAt: startsAt,
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  locationId: 'l1',
});
const first = time('2026-11-27T15:20:00Z');
const held = (seconds: number) => ({
  holdId: 'h1',
  startsAt: first.startsAt,
  endsAt: first.endsAt,
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
});

function Holder({ movingId }: { movingId?: string }) {
  const holding = useHold('p1', undefined, movingId);
  return (
    <>
      <button type="button" onClick={() => holding.hold({ time: first, visitTypeId: 'v1' })}>
        hold
      </button>
      <button type="button" onClick={() => holding.release()}>
        release
      </button>
      <p>{holding.holding ? 'held' : 'free'}</p>
      {holding.expired ? <p>expired {holding.expired.startsAt}</p> : null}
      {holding.booked ? (
        <p>
          booked {holding.booked.appointmentId} {holding.booked.startsAt}
        </p>
      ) : null}
      {holding.nearest?.map((near) => (
        <p key={near.startsAt}>near {near.startsAt}</p>
      ))}
    </>
  );
}

it('holds, and releases what it held', async () => {
  const asked = serve({
    'POST /scheduling/holds': { status: 201, body: held(300) },
    'DELETE /scheduling/holds/h1': { status: 204 },
  });
  await renderWithWords(uiDictionaries, <Holder />);
  await userEvent.click(screen.getByText('hold'));
  await screen.findByText('held');
  await userEvent.click(screen.getByText('release'));
  await screen.findByText('free');
  expect(asked.map((one) => one.method)).toEqual(['POST', 'DELETE']);
  expect(asked[0]?.headers.get('x-frontdesk')).toBe('1');
});

it('says which visit the time is for when one is moved', async () => {
  const asked = serve({ 'POST /scheduling/holds': { status: 201, body: held(300) } });
  await renderWithWords(uiDictionaries, <Holder movingId="a1" />);
  await userEvent.click(screen.getByText('hold'));
  await screen.findByText('held');
  expect(asked[0]?.body).toMatchObject({ patientId: 'p1', movesAppointmentId: 'a1' });
});

it('lets go when the time is over, and remembers which it was', async () => {
  serve({ 'POST /scheduling/holds': { status: 201, body: held(0.2) } });
  await renderWithWords(uiDictionaries, <Holder />);
  await userEvent.click(screen.getByText('hold'));
  await screen.findByText(`expired ${first.startsAt}`);
  expect(screen.getByText('free')).toBeDefined();
});

it('offers the nearest times when somebody was faster', async () => {
  const near = time('2026-11-27T15:40:00Z');
  serve({ 'POST /scheduling/holds': problem(409, 'time_taken', { nearest: [near] }) });
  await renderWithWords(uiDictionaries, <Holder />);
  await userEvent.click(screen.getByText('hold'));
  await screen.findByText(`near ${near.startsAt}`);
  expect(screen.getByText('free')).toBeDefined();
});

describe('a hold that has become the visit, though nobody was told', () => {
  const became = problem(409, 'already_booked', { appointmentId: 'a9', startsAt: first.startsAt });
  const said = `booked a9 ${first.startsAt}`;

  it('is not given back: it is booked', async () => {
    serve({
      'POST /scheduling/holds': { status: 201, body: held(300) },
      'DELETE /scheduling/holds/h1': became,
    });
    await renderWithWords(uiDictionaries, <Holder />);
    await userEvent.click(screen.getByText('hold'));
    await screen.findByText('held');
    await userEvent.click(screen.getByText('release'));
    await screen.findByText(said);
    expect(screen.getByText('free')).toBeDefined();
  });

  it('is not changed for another time', async () => {
    const asked = serve({
      'POST /scheduling/holds': { status: 201, body: held(300) },
      'DELETE /scheduling/holds/h1': became,
    });
    await renderWithWords(uiDictionaries, <Holder />);
    await userEvent.click(screen.getByText('hold'));
    await screen.findByText('held');
    await userEvent.click(screen.getByText('hold'));
    await screen.findByText(said);
    expect(asked.map((one) => one.method)).toEqual(['POST', 'DELETE']);
  });

  it('did not run out', async () => {
    serve({
      'POST /scheduling/holds': { status: 201, body: held(0.2) },
      'DELETE /scheduling/holds/h1': became,
    });
    await renderWithWords(uiDictionaries, <Holder />);
    await userEvent.click(screen.getByText('hold'));
    await screen.findByText(said);
    expect(screen.queryByText(/expired/)).toBeNull();
  });
});

it('holds once, when the answer to the first press was lost', async () => {
  let lost = true;
  const asked = serve({
    'POST /scheduling/holds': () => {
      if (lost) throw new TypeError('Failed to fetch');
      return { status: 201, body: held(300) };
    },
  });
  await renderWithWords(uiDictionaries, <Holder />);
  await userEvent.click(screen.getByText('hold'));
  await waitFor(() => expect(asked).toHaveLength(1));
  lost = false;
  await userEvent.click(screen.getByText('hold'));
  await screen.findByText('held');
  const [before, after] = asked.map((one) => one.headers.get('idempotency-key'));
  expect(before).toBeTruthy();
  expect(after).toBe(before);
});
