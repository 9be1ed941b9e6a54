/** Names and values, one under the other. What is empty is left out. */
export function Facts({ facts }: { facts: [string, string | null | undefined][] }) {
  return (
    <dl className="mt-3 divide-y divide-border border-y border-border">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name} className="py-3">
            <dt className="text-meta text-muted">{name}</dt>
            <dd className="tabular font-semibold first-letter:uppercase">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
