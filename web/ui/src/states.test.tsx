import { Problem } from '@frontdesk/api';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { uiDictionaries } from './i18n/dictionaries.ts';
import { chooseLanguage } from './i18n/language.ts';
import { ConnectionBar, ErrorState, SaveError } from './states.tsx';
import { goOffline, goOnline, renderWithWords } from './testing.tsx';

const problem = (status: number) => new Problem(status, 'unexpected', 'req-7', {}, {});

it('says what failed, what is safe, the reference, and offers to try again', async () => {
  const retry = vi.fn();
  await renderWithWords(uiDictionaries, <ErrorState error={problem(500)} retry={retry} />);
  expect(screen.getByRole('alert').textContent).toContain('Reference req-7');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});

it('names who can grant what the role does not include', async () => {
  await renderWithWords(uiDictionaries, <ErrorState error={problem(403)} />);
  expect(screen.getByText(/supervisor or administrator/)).toBeDefined();
});

it('asks to wait when there were too many tries', async () => {
  await renderWithWords(uiDictionaries, <SaveError error={problem(429)} />);
  expect(screen.getByRole('alert').textContent).toMatch(/Too many tries/);
});

describe('a write that failed', () => {
  const lost = new TypeError('Failed to fetch');
  const atWork = new Problem(409, 'in_progress', 'req-7', {}, {});

  it.each([
    ['no answer', lost],
    ['a server that failed over it', problem(500)],
    ['one still at work', atWork],
  ])('is not called unsaved after %s, and may be pressed again', async (_, error) => {
    await renderWithWords(uiDictionaries, <SaveError error={error} />);
    const said = screen.getByRole('alert').textContent ?? '';
    expect(said).toMatch(/may or may not have been saved/);
    expect(said).toMatch(/nothing is done twice/);
  });

  it('is called unsaved when it was refused', async () => {
    await renderWithWords(uiDictionaries, <SaveError error={problem(409)} />);
    expect(screen.getByRole('alert').textContent).toMatch(/was not saved/);
  });

  it('promises nothing where the next press does it again', async () => {
    await renderWithWords(uiDictionaries, <SaveError error={lost} repeats />);
    expect(screen.getByRole('alert').textContent).toBe('No clear answer came. Please try again.');
  });

  it('is called done when it was, and only its answer was lost', async () => {
    await renderWithWords(
      uiDictionaries,
      <SaveError error={new Problem(409, 'already_done', 'req-7', {}, {})} />,
    );
    expect(screen.getByRole('alert').textContent).toMatch(/was done already/);
  });

  it('tells of the try before, when what was pressed then has changed since', async () => {
    const reused = new Problem(422, 'idempotency_key_reused', 'req-7', {}, {});
    await renderWithWords(uiDictionaries, <SaveError error={reused} />);
    expect(screen.getByRole('alert').textContent).toMatch(/An earlier try may have been saved/);
  });
});

it('shows the network away and back', async () => {
  await renderWithWords(uiDictionaries, <ConnectionBar />);
  goOffline();
  expect(screen.getByText(/You are offline/)).toBeDefined();
  goOnline();
  expect(screen.queryByText(/You are offline/)).toBeNull();
});

it('shows the live stream away, in the language chosen meanwhile', async () => {
  await renderWithWords(uiDictionaries, <ConnectionBar reconnecting />);
  expect(screen.getByText(/Reconnecting/)).toBeDefined();
  await chooseLanguage('es');
  expect(await screen.findByText(/Reconectando/)).toBeDefined();
  expect(document.documentElement.lang).toBe('es');
});
