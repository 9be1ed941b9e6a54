import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { cx } from './cx.ts';

const shape =
  'w-full min-h-control rounded-control border px-[0.7em] py-1 text-body aria-invalid:border-danger';
const box = `${shape} border-control bg-surface`;
// What only staff see is tinted wherever it stands.
const noteBox = `${shape} border-control bg-note text-note-fg`;

type Common = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
  /** Where fields stand in a narrow row, what is wrong is shown for the row and only read out at the field. */
  hideError?: boolean;
};
type Described = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined };

function Labelled({
  label,
  hint,
  error,
  hideLabel,
  hideError,
  children,
}: Common & { children: (props: Described) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(
    (part) => part !== null,
  );
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={cx('text-meta font-medium', hideLabel && 'sr-only')}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-meta text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className={cx('text-meta font-medium text-danger', hideError && 'sr-only')}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({ className, ...props }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const { label, hint, error, hideLabel = false, hideError = false, ...input } = props;
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel} hideError={hideError}>
      {(described) => <input className={cx(box, className)} {...input} {...described} />}
    </Labelled>
  );
}

type TextAreaProps = Common & { note?: boolean } & TextareaHTMLAttributes<HTMLTextAreaElement>;

export function TextArea({ className, note = false, ...props }: TextAreaProps) {
  const { label, hint, error, hideLabel = false, ...area } = props;
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(described) => (
        <textarea
          rows={4}
          className={cx(note ? noteBox : box, 'resize-y', className)}
          {...area}
          {...described}
        />
      )}
    </Labelled>
  );
}

export function SelectField({
  className,
  children,
  ...props
}: Common & SelectHTMLAttributes<HTMLSelectElement>) {
  const { label, hint, error, hideLabel = false, hideError = false, ...select } = props;
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel} hideError={hideError}>
      {(described) => (
        <select className={cx(box, className)} {...select} {...described}>
          {children}
        </select>
      )}
    </Labelled>
  );
}
