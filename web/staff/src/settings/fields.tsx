import { Button, cx, IconButton, SelectField, TextField } from '@frontdesk/ui';
import { Plus, X } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { minutesOf, type Span, spanOf, type Unit, units } from './spans.ts';
import { useSay } from './words.ts';

type PartProps = {
  title: string;
  hint?: string;
  /** Where the title stands above it already, only a screen reader says it again. */
  hideTitle?: boolean;
  children: ReactNode;
};

/** A part of a page with a heading of its own, divided from the one before by a line. */
export function Part({ title, hint, hideTitle = false, children }: PartProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 border-border [:is(section,form)+&]:mt-8 [:is(section,form)+&]:border-t [:is(section,form)+&]:pt-6"
    >
      <div className={cx(hideTitle && !hint && 'sr-only')}>
        <h3 id={id} className={cx('text-title font-semibold', hideTitle && 'sr-only')}>
          {title}
        </h3>
        {hint ? <p className="max-w-prose text-muted">{hint}</p> : null}
      </div>
      {children}
    </section>
  );
}

/** Two fields beside each other where they belong together. */
export function Pair({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('grid grid-cols-2 items-start gap-4', className)}>{children}</div>;
}

type CheckProps = {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Check({ label, checked, onChange, disabled = false }: CheckProps) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-primary"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

export type Option = { value: string; label: string };
type GroupProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
  children: ReactNode;
};

/** Controls under one label, with what is wrong with them together. */
export function Group({ label, hint, error, hideLabel = false, children }: GroupProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <fieldset
      aria-describedby={described || undefined}
      data-invalid={error ? '' : undefined}
      className="flex min-w-0 flex-col gap-1"
    >
      <legend className={cx('mb-1 text-meta font-medium', hideLabel && 'sr-only')}>{label}</legend>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="text-meta text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-meta font-medium text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

type ManyProps = Omit<GroupProps, 'children'> & {
  options: readonly Option[];
  values: readonly string[];
  onChange: (values: string[]) => void;
};

/** Some of few. The order of what was chosen before stays. */
export function Checks({ options, values, onChange, ...group }: ManyProps) {
  return (
    <Group {...group}>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map(({ value, label }) => (
          <Check
            key={value}
            label={label}
            checked={values.includes(value)}
            onChange={(on) => onChange(on ? [...values, value] : values.filter((one) => one !== value))}
          />
        ))}
      </div>
    </Group>
  );
}

type TagsProps = ManyProps & {
  /** "Add a language" */
  add: string;
  /** What is not among the options may be typed too. */
  free?: boolean;
};

/** Some of many: typed with suggestions, added with Enter, each taken away by its own button. */
export function Tags({ options, values, onChange, add, free = false, ...group }: TagsProps) {
  const say = useSay();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const take = () => {
    const typed = text.trim();
    const fold = (word: string) => word.toLowerCase();
    const known = options.find(
      ({ value, label }) => fold(value) === fold(typed) || fold(label) === fold(typed),
    );
    const value = known?.value ?? (free ? typed : '');
    setUnknown(typed !== '' && value === '');
    if (value === '') return;
    if (!values.includes(value)) onChange([...values, value]);
    setText('');
  };
  const { error, ...rest } = group;
  return (
    <Group {...rest} error={unknown ? say('tags.unknown') : error}>
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {values.map((value) => (
          <li
            key={value}
            className="inline-flex min-h-7 items-center gap-1 rounded-full border border-border bg-surface pl-2.5"
          >
            {labelOf(value)}
            <IconButton
              label={say('tags.remove', { name: labelOf(value) })}
              size="round"
              onClick={() => {
                onChange(values.filter((one) => one !== value));
                input.current?.focus();
              }}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <input
          ref={input}
          list={id}
          aria-label={add}
          placeholder={add}
          autoComplete="off"
          value={text}
          className="min-h-control w-60 rounded-control border border-control bg-surface px-[0.7em]"
          onChange={(event) => {
            setText(event.target.value);
            setUnknown(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
        <datalist id={id}>
          {options
            .filter(({ value }) => !values.includes(value))
            .map(({ value, label }) => (
              <option key={value} value={label} />
            ))}
        </datalist>
        <Button onClick={take} disabled={text.trim() === ''}>
          <Plus size={15} aria-hidden />
          {say('tags.add')}
        </Button>
      </div>
    </Group>
  );
}

type NumberProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
  value: number | null;
  onChange: (value: number | null) => void;
  min: number;
  max: number;
  step?: number;
  placeholder?: string;
  required?: boolean;
};

/** A whole number; NaN or null while the field is empty. */
export function NumberField({ value, onChange, ...props }: NumberProps) {
  return (
    <TextField
      type="number"
      inputMode="numeric"
      className="tabular"
      {...props}
      value={value === null || Number.isNaN(value) ? '' : value}
      onChange={(event) =>
        onChange(event.target.value === '' ? null : Math.round(Number(event.target.value)))
      }
    />
  );
}

type SpanProps = {
  label: string;
  error?: string | undefined;
  hideLabel?: boolean;
  /** Minutes. */
  value: number;
  max: number;
  min: number;
  onChange: (minutes: number) => void;
};

/** A length of time as people say it; the unit chosen stays while the amount is typed. */
export function SpanField({ label, error, hideLabel = false, value, min, max, onChange }: SpanProps) {
  const say = useSay();
  const [unit, setUnit] = useState<Unit>(spanOf(value).unit);
  const amount = value / units[unit];
  const shown: Span = Number.isInteger(amount) ? { amount, unit } : spanOf(value);
  return (
    <Group label={label} hideLabel={hideLabel} error={error}>
      <div className="flex gap-2">
        <div className="w-24">
          <NumberField
            label={label}
            hideLabel
            min={Math.ceil(min / units[shown.unit])}
            max={Math.floor(max / units[shown.unit])}
            value={shown.amount}
            required
            onChange={(typed) => onChange(minutesOf({ amount: typed ?? 0, unit: shown.unit }))}
          />
        </div>
        <div className="w-28">
          <SelectField
            label={say('span.unit', { name: label })}
            hideLabel
            value={shown.unit}
            onChange={(event) => {
              const to = event.target.value as Unit;
              setUnit(to);
              onChange(minutesOf({ amount: shown.amount, unit: to }));
            }}
          >
            {(Object.keys(units) as Unit[]).map((one) => (
              <option key={one} value={one}>
                {say(`span.${one}`, { count: shown.amount })}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
    </Group>
  );
}

/** The square of a control's height. */
export const square = 'size-8 shrink-0 px-0!';
