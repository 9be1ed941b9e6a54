import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { setSingleKeys, useKeys } from './keys.ts';

const press = (key: string, on: Element = document.body, init: KeyboardEventInit = {}) =>
  fireEvent.keyDown(on, { key, ...init });

function Screen({ keys }: { keys: Record<string, () => void> }) {
  useKeys(keys);
  return <input aria-label="name" />;
}

it('runs a single letter, whatever its case', () => {
  const answer = vi.fn();
  render(<Screen keys={{ a: answer }} />);
  press('a');
  press('A');
  expect(answer).toHaveBeenCalledTimes(2);
});

it('runs a sequence, and not the letter that ends it', () => {
  const [desk, d] = [vi.fn(), vi.fn()];
  render(<Screen keys={{ 'g d': desk, d }} />);
  press('g');
  press('d');
  expect(desk).toHaveBeenCalledOnce();
  expect(d).not.toHaveBeenCalled();
});

it('is the innermost’s alone where several have the same key, whichever was mounted first', () => {
  const [screen, shell, around] = [vi.fn(), vi.fn(), vi.fn()];
  const Shell = ({ inside }: { inside: boolean }) => {
    useKeys({ w: shell, v: around });
    return inside ? <Screen keys={{ w: screen }} /> : null;
  };
  for (const first of [true, false]) {
    const { rerender, unmount } = render(<Shell inside={first} />);
    rerender(<Shell inside />);
    press('w');
    press('v');
    rerender(<Shell inside={false} />);
    press('w');
    unmount();
    press('w');
  }
  expect([screen, shell, around].map((one) => one.mock.calls.length)).toEqual([2, 2, 2]);
});

it('runs a sequence of what is around, and not the inner letter that ends it', () => {
  const [desk, day] = [vi.fn(), vi.fn()];
  const Shell = () => {
    useKeys({ 'g d': desk });
    return <Screen keys={{ d: day }} />;
  };
  render(<Shell />);
  press('g');
  press('d');
  expect(desk).toHaveBeenCalledOnce();
  expect(day).not.toHaveBeenCalled();
});

it('never fires while the person types', () => {
  const answer = vi.fn();
  render(<Screen keys={{ a: answer }} />);
  press('a', screen.getByLabelText('name'));
  expect(answer).not.toHaveBeenCalled();
});

it('never fires while a dialog is open', () => {
  const answer = vi.fn();
  render(
    <>
      <Screen keys={{ a: answer }} />
      <dialog open>?</dialog>
    </>,
  );
  press('a');
  expect(answer).not.toHaveBeenCalled();
});

it('keeps chords while typing, on either modifier', () => {
  const search = vi.fn();
  render(<Screen keys={{ 'mod+k': search }} />);
  press('k', screen.getByLabelText('name'), { ctrlKey: true });
  press('k', screen.getByLabelText('name'), { metaKey: true });
  expect(search).toHaveBeenCalledTimes(2);
});

it('can be turned off for single letters, and then chords and Esc stay', () => {
  const [answer, search, back] = [vi.fn(), vi.fn(), vi.fn()];
  setSingleKeys(false);
  render(<Screen keys={{ a: answer, 'mod+k': search, Escape: back }} />);
  press('a');
  press('k', document.body, { ctrlKey: true });
  press('Escape');
  expect(answer).not.toHaveBeenCalled();
  expect(search).toHaveBeenCalledOnce();
  expect(back).toHaveBeenCalledOnce();
});
