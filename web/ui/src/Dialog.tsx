import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import { useUiWords } from './i18n/useWords.ts';

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** alertdialog for what interrupts, such as a confirmation. */
  role?: 'dialog' | 'alertdialog';
  className?: string;
  side?: boolean;
};

/** The platform's own modal: it traps focus, makes the rest inert, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, children, role, className, side = false }: Props) {
  const words = useUiWords();
  const ref = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const titleId = useId();
  // Closed while it still stands in the document: one that was taken out gives the focus to nobody.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // What the dialog is for, not its close button; data-focus marks the harmless answer where that is not the first.
    const first = body.current?.querySelector<HTMLElement>('input, select, textarea, button, a[href]');
    (body.current?.querySelector<HTMLElement>('[data-focus]') ?? first)?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      role={role}
      aria-labelledby={titleId}
      className={cx(
        'appear bg-surface text-fg shadow-floating backdrop:bg-[oklch(0.2_0.02_230/0.45)]',
        side
          ? 'mr-0 ml-auto h-dvh max-h-dvh w-[min(22rem,100vw)] border-l border-border'
          : 'm-auto w-[min(30rem,calc(100vw-2rem))] rounded-card border border-border p-5',
        className,
      )}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div
        className={cx(
          'flex justify-between gap-3',
          side ? 'items-center border-b border-border px-4 py-2' : 'mb-3 items-start',
        )}
      >
        <h2 id={titleId} className="text-title font-semibold">
          {title}
        </h2>
        <IconButton label={words('ui.close')} onClick={onClose} className="-my-1 -mr-1">
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div ref={body}>{children}</div>
    </dialog>
  );
}
