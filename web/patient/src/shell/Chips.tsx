import { cx } from '@frontdesk/ui';
import { useId } from 'react';

export type ChipOption<Value> = { value: Value; label: string };

type Props<Value> = {
  legend: string;
  hint?: string;
  options: ChipOption<Value>[];
  chosen: readonly Value[];
  /** One answer at a time, and always one. */
  single?: boolean;
  change: (chosen: Value[]) => void;
};

/** A question whose few answers all stand there. Several may be chosen, and none, unless it is single. */
export function Chips<Value extends string | number>(props: Props<Value>) {
  const { legend, hint, options, chosen, single = false, change } = props;
  const name = useId();
  const press = (value: Value, on: boolean) => {
    if (single) change([value]);
    // In the order of the options, whatever was pressed first.
    else
      change(
        options.map((option) => option.value).filter((one) => (one === value ? on : chosen.includes(one))),
      );
  };
  return (
    <fieldset className="min-w-0" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className="mb-1 text-meta font-medium">{legend}</legend>
      {hint ? (
        <p id={`${name}-hint`} className="mb-2 text-meta text-muted">
          {hint}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {options.map(({ value, label }) => (
          <label
            key={value}
            className={cx(
              'flex min-h-12 min-w-14 cursor-pointer items-center justify-center rounded-control border px-3.5 font-medium',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--ring)',
              chosen.includes(value)
                ? 'border-primary bg-primary text-on-primary'
                : 'border-control bg-surface',
            )}
          >
            <input
              type={single ? 'radio' : 'checkbox'}
              name={name}
              className="sr-only"
              checked={chosen.includes(value)}
              onChange={(event) => press(value, event.target.checked)}
            />
            <span className="first-letter:uppercase">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
