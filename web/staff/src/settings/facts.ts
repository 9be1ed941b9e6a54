/** One line of what is set, in words. */
export type Fact = readonly [label: string, text: string];
export type Changed = { label: string; before: string; after: string };

/** What is different, in the order of the form. */
export function changes(before: readonly Fact[], after: readonly Fact[]): Changed[] {
  const was = new Map(before);
  const is = new Map(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((label) => ({ label, before: was.get(label) ?? '', after: is.get(label) ?? '' }))
    .filter((one) => one.before !== one.after);
}

/** Values of the contract are plain data. */
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
