import { ChevronDown } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';

type Props = {
  label: string;
  /** What stands there while nothing is chosen: any of them will do. */
  any: string;
  options: readonly { value: string; name: string }[];
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
};

/** Any number of many, folded to one line like a select until it is opened. */
export function Several({ label, any, options, chosen, choose }: Props) {
  const id = useId();
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const root = details.current;
    if (!root) return;
    const leave = (event: FocusEvent) => {
      if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) root.open = false;
    };
    const fold = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !root.open) return;
      // Folds this, and not the drawer it may stand in.
      event.preventDefault();
      event.stopPropagation();
      root.open = false;
      root.querySelector('summary')?.focus();
    };
    root.addEventListener('focusout', leave);
    root.addEventListener('keydown', fold);
    return () => {
      root.removeEventListener('focusout', leave);
      root.removeEventListener('keydown', fold);
    };
  }, []);
  const names = options.filter(({ value }) => chosen.includes(value)).map(({ name }) => name);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span id={id} className="text-meta font-medium">
        {label}
      </span>
      <details ref={details} className="group relative">
        <summary
          aria-labelledby={`${id} ${id}-chosen`}
          className="flex min-h-control list-none items-center gap-1 rounded-control border border-control bg-surface px-[0.7em] [&::-webkit-details-marker]:hidden"
        >
          <span id={`${id}-chosen`} className="min-w-0 flex-1 truncate">
            {names.length > 1 ? `${names[0]} +${names.length - 1}` : (names[0] ?? any)}
          </span>
          <ChevronDown size={14} aria-hidden className="group-open:rotate-180" />
        </summary>
        <fieldset
          aria-labelledby={id}
          className="absolute z-10 mt-1 flex max-h-64 w-max max-w-76 min-w-full flex-col overflow-auto rounded-control border border-border bg-surface p-1 shadow-floating"
        >
          {options.map(({ value, name }) => (
            <label
              key={value}
              className="flex min-h-7 cursor-pointer items-center gap-2 rounded-[4px] px-2 hover:bg-sunken"
            >
              <input
                type="checkbox"
                className="size-3.5 accent-primary"
                checked={chosen.includes(value)}
                onChange={(event) =>
                  choose(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      </details>
    </div>
  );
}
