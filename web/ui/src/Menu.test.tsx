import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Menu } from './Menu.tsx';

function setUp() {
  const chosen = vi.fn();
  const item = (id: string) => ({ id, label: id, checked: id === 'light', onSelect: () => chosen(id) });
  render(
    <>
      <Menu
        label="Appearance"
        button="Appearance"
        groups={[{ label: 'Theme', items: ['light', 'dark'].map(item) }]}
      />
      <p>elsewhere</p>
    </>,
  );
  return { chosen, user: userEvent.setup() };
}

it('is walked with arrows and chosen with Enter', async () => {
  const { chosen, user } = setUp();
  await user.click(screen.getByRole('button', { name: 'Appearance' }));
  expect(screen.getByRole('menuitemradio', { name: 'light', checked: true })).toBe(document.activeElement);
  await user.keyboard('{ArrowDown}{Enter}');
  expect(chosen).toHaveBeenCalledWith('dark');
  expect(screen.queryByRole('menu')).toBeNull();
});

it('closes with Esc and gives the focus back', async () => {
  const { user } = setUp();
  await user.click(screen.getByRole('button', { name: 'Appearance' }));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(screen.getByRole('button', { name: 'Appearance' })).toBe(document.activeElement);
});

it('closes with a press elsewhere', async () => {
  const { user } = setUp();
  await user.click(screen.getByRole('button', { name: 'Appearance' }));
  await user.click(screen.getByText('elsewhere'));
  expect(screen.queryByRole('menu')).toBeNull();
});
