import { type Answers, goOffline, goOnline, never, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openApp } from './testing.tsx';

type Screen = {
  path: string;
  route: string;
  answer: Answers[string];
  shows: string | RegExp;
  also?: Answers;
};

/** The states that every screen has alike: loading, error, no permission, offline. Empty ones are the screen's own. */
export function itHasItsStates({ path, route, answer, shows, also = {} }: Screen): void {
  it('is grey bars while it loads', async () => {
    await openApp(path, { ...also, [route]: never });
    expect(await screen.findByText('Loading')).toBeDefined();
  });

  it('says that it did not load, with a reference, and tries again', async () => {
    let broken = true;
    await openApp(path, {
      ...also,
      [route]: (asked) =>
        broken
          ? problem(500, 'unexpected')
          : typeof answer === 'function'
            ? answer(asked)
            : (answer ?? problem(404, 'x')),
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Reference req-7');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
  });

  it('says who can grant it when it is not allowed', async () => {
    await openApp(path, { ...also, [route]: problem(403, 'forbidden') });
    expect(await screen.findByText('You cannot see this')).toBeDefined();
  });

  it('keeps what it shows while the network is away, and says so', async () => {
    await openApp(path, { ...also, ...(answer === undefined ? {} : { [route]: answer }) });
    await screen.findAllByText(shows);
    goOffline();
    expect(screen.getByText(/You are offline/)).toBeDefined();
    expect(screen.getAllByText(shows).length).toBeGreaterThan(0);
    goOnline();
  });
}
