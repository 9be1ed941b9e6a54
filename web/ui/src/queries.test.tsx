import { onlineManager, useMutation, useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { uiDictionaries } from './i18n/dictionaries.ts';
import { ok, renderWithWords, serve } from './testing.tsx';

const answer = async (method = 'GET') => (await fetch('/api/v1/things', { method })).json();

/** What a network that is away does to every request; the list is what was asked. */
function serveWhenBack() {
  let away = true;
  const things = () => (away ? Promise.reject(new TypeError('Failed to fetch')) : ok('things'));
  const asked = serve({ 'GET /things': things, 'POST /things': things });
  onlineManager.setOnline(false);
  return {
    asked,
    back: () => {
      away = false;
      act(() => onlineManager.setOnline(true));
    },
  };
}

function Writer() {
  const write = useMutation({ mutationFn: () => answer('POST') });
  return (
    <button type="button" onClick={() => write.mutate()}>
      {write.status}
    </button>
  );
}

function Reader() {
  const read = useQuery({ queryKey: ['things'], queryFn: () => answer() });
  return <p>{read.data ?? read.status}</p>;
}

it('fails a write at once without a network, and never sends it later', async () => {
  const { asked, back } = serveWhenBack();
  await renderWithWords(
    uiDictionaries,
    <>
      <Writer />
      <Reader />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'idle' }));
  expect(await screen.findByRole('button', { name: 'error' })).toBeDefined();
  back();
  await screen.findByText('things');
  expect(asked.filter((one) => one.method === 'POST')).toHaveLength(1);
  expect(screen.getByRole('button', { name: 'error' })).toBeDefined();
});

it('says that what is first opened without a network did not load, and asks again when it is back', async () => {
  const { asked, back } = serveWhenBack();
  await renderWithWords(uiDictionaries, <Reader />);
  expect(await screen.findByText('error')).toBeDefined();
  const before = asked.length;
  back();
  expect(await screen.findByText('things')).toBeDefined();
  await waitFor(() => expect(asked).toHaveLength(before + 1));
});
