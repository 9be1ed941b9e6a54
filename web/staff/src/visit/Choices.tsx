type Props<Value extends string | number> = {
  label: string;
  options: readonly { value: Value; name: string }[];
  chosen: readonly Value[];
  choose: (chosen: Value[]) => void;
};

/** Any number of a few. Checkboxes that look like what they are worth: one press each. */
export function Choices<Value extends string | number>({ label, options, chosen, choose }: Props<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-meta font-medium">{label}</legend>
      <div className="flex max-h-36 flex-wrap gap-1 overflow-auto p-0.5">
        {options.map(({ value, name }) => (
          <label
            key={value}
            className="inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-control border border-border bg-surface px-2 hover:bg-sunken has-checked:border-primary has-checked:bg-primary-soft has-checked:text-primary"
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
      </div>
    </fieldset>
  );
}
