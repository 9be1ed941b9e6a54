import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-primary text-on-primary hover:bg-primary/90',
  plain: 'border-border bg-surface hover:bg-sunken',
  quiet: 'border-transparent text-muted hover:bg-sunken hover:text-fg',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger/90',
};

export type ButtonSize = 'control' | 'compact' | 'big' | 'tile' | 'round';

const sizes: Record<ButtonSize, string> = {
  control: 'min-h-control rounded-control px-[0.8em] py-1 font-medium whitespace-nowrap',
  compact: 'min-h-7 rounded-control px-2.5 font-medium whitespace-nowrap',
  // A whole line of a telephone: large text needs two of them.
  big: 'min-h-13.5 rounded-control px-[16px] py-2 text-center font-semibold text-balance',
  tile: 'w-full flex-col items-start rounded-control px-2.5 py-1 font-medium whitespace-nowrap',
  round: 'size-[26px] rounded-full font-medium whitespace-nowrap',
};

const shape = 'inline-flex items-center justify-center border text-body disabled:opacity-60';

/** The same shape for links that act like buttons. */
export function buttonClass(
  look: ButtonLook = 'plain',
  size: ButtonSize = 'control',
  className?: string,
): string {
  return cx(shape, size !== 'tile' && 'gap-1.5', sizes[size], looks[look], className);
}

type Props = ComponentProps<'button'> & { look?: ButtonLook; size?: ButtonSize; busy?: boolean };

/** While busy it keeps its place and its words, says so to a screen reader, and ignores a second press. */
export function Button({
  look = 'plain',
  size = 'control',
  busy = false,
  className,
  type,
  onClick,
  ...rest
}: Props) {
  return (
    <button
      type={type === 'submit' ? 'submit' : 'button'}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonClass(look, size, cx(busy && 'opacity-70', className))}
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
    <Button aria-label={label} title={label} look={look} className={cx('aspect-square', className)} {...rest}>
      {children}
    </Button>
  );
}
