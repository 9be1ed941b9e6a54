import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Dialog } from './Dialog.tsx';
import { uiDictionaries } from './i18n/dictionaries.ts';
import { renderWithWords } from './testing.tsx';

function Asking() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        ask
      </button>
      {open ? (
        <Dialog title="Sure?" onClose={() => setOpen(false)}>
          <button type="button">yes</button>
          <button type="button" data-focus onClick={() => setOpen(false)}>
            no
          </button>
        </Dialog>
      ) : null}
    </>
  );
}

it('has the focus on its harmless answer, and gives it back to what opened it', async () => {
  await renderWithWords(uiDictionaries, <Asking />);
  await userEvent.click(screen.getByText('ask'));
  expect(document.activeElement).toBe(screen.getByText('no'));
  await userEvent.click(screen.getByText('no'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByText('ask'));
});
