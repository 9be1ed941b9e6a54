import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cx } from './cx.ts';

export type MenuItem = { id: string; label: string; checked?: boolean; onSelect: () => void };
export type MenuGroup = { label: string; items: MenuItem[] };

type Props = { label: string; button: ReactNode; buttonClassName?: string; groups: MenuGroup[] };

const moves: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A menu button as the ARIA practices describe it: arrows move, Esc and a press elsewhere close. */
export function Menu({ label, button, buttonClassName, groups }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') setOpen(false);
    const move = moves[event.key];
    if (event.key !== 'Escape' && !move) return;
    event.preventDefault();
    event.stopPropagation();
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (move) items[move(at, items.length)]?.focus();
  };

  return (
    <div ref={root} className="relative">
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        className={buttonClassName}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <div
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
          className="appear absolute right-0 z-20 mt-1 max-h-[80dvh] min-w-52 overflow-auto rounded-card border border-border bg-surface p-1 shadow-floating"
        >
          {groups.map((group) => (
            <MenuSection key={group.label} group={group} close={close} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function MenuSection({ group, close }: { group: MenuGroup; close: () => void }) {
  return (
    <fieldset aria-label={group.label} className="border-border py-1 not-first:border-t">
      <p aria-hidden className="px-2 py-1 text-meta text-muted">
        {group.label}
      </p>
      {group.items.map((item) => (
        <button
          key={item.id}
          type="button"
          {...(item.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.checked })}
          tabIndex={-1}
          className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-body hover:bg-sunken focus-visible:bg-sunken"
          onClick={() => {
            item.onSelect();
            close();
          }}
        >
          <Check size={14} aria-hidden className={cx('shrink-0', !item.checked && 'invisible')} />
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
