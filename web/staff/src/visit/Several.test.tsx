import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Several } from './Several.tsx';

function Form() {
  const [chosen, choose] = useState<string[]>([]);
  const options = [
    { value: 'd1', name: 'Dr. Lin' },
    { value: 'd2', name: 'Dr. Okafor' },
  ];
  return (
    <>
      <Several label="Practitioner" any="Anyone" options={options} chosen={chosen} choose={choose} />
      <button type="button">after</button>
    </>
  );
}
const folded = () => !document.querySelector('details')?.open;

it('says what is chosen, folds with Esc and keeps the focus', async () => {
  render(<Form />);
  const summary = screen.getByText('Anyone').closest('summary') as HTMLElement;
  await userEvent.click(summary);
  expect(folded()).toBe(false);
  await userEvent.click(screen.getByLabelText('Dr. Lin'));
  await userEvent.click(screen.getByLabelText('Dr. Okafor'));
  expect(screen.getByText('Dr. Lin +1')).toBeDefined();
  await userEvent.keyboard('{Escape}');
  expect(folded()).toBe(true);
  expect(document.activeElement).toBe(summary);
});

it('folds when the focus goes elsewhere', async () => {
  render(<Form />);
  await userEvent.click(screen.getByText('Anyone'));
  await userEvent.click(screen.getByLabelText('Dr. Lin'));
  await userEvent.click(screen.getByRole('button', { name: 'after' }));
  expect(folded()).toBe(true);
});
