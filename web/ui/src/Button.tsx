import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-primary text-on-primary hover:bg-primary/90',
  plain: 'border-border bg-surface hover:bg-sunken',
  quiet: 'border-transparent text-muted hover:bg-sunken hover:text-fg',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger/90',
};

const shape =
  'inline-flex min-h-control items-center justify-center gap-1.5 rounded-control border px-[0.8em] py-1 text-body font-medium whitespace-nowrap disabled:opacity-60';

/** The same shape for links that act like buttons. */
export function buttonClass(look: ButtonLook = 'plain', className?: string): string {
  return cx(shape, looks[look], className);
}

type Props = ComponentProps<'button'> & { look?: ButtonLook; busy?: boolean };

/** While busy it keeps its place and its words, says so to a screen reader, and ignores a second press. */
export function Button({ look = 'plain', busy = false, className, type, onClick, ...rest }: Props) {
  return (
    <button
      type={type === 'submit' ? 'submit' : 'button'}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonClass(look, cx(busy && 'opacity-70', className))}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    />
  );
}

type IconProps = Omit<Props, 'children' | 'aria-label'> & { label: string; children: ReactNode };

export function IconButton({ label, className, children, look = 'quiet', ...rest }: IconProps) {
  return (
    <Button
      aria-label={label}
      title={label}
      look={look}
      className={cx('aspect-square px-0', className)}
      {...rest}
    >
      {children}
    </Button>
  );
}
