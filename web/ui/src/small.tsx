import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  plain: 'text-muted',
  ok: 'text-ok',
  warn: 'text-warn',
  danger: 'text-danger',
  info: 'text-info',
  primary: 'border-transparent bg-primary-soft text-primary',
} as const;
export type Tone = keyof typeof tones;

export function Pill({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex min-h-5 max-w-full items-center gap-1 rounded-[0.8em] border border-border px-2 text-meta font-medium [white-space:var(--pill-space,nowrap)]',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-[4px] border border-b-2 border-current/35 px-1 font-sans text-[0.6875rem] font-medium">
      {children}
    </kbd>
  );
}

/** Two letters in a circle; the name itself always stands beside it. */
export function Avatar({ name }: { name: string }) {
  const parts = name.split(/\s+/).filter(Boolean);
  const initials = `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`;
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-full bg-primary-soft text-title font-semibold text-primary uppercase"
    >
      {initials}
    </span>
  );
}
