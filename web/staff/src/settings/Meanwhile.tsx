import { Button } from '@frontdesk/ui';
import { useEffect, useRef } from 'react';
import type { Changed } from './facts.ts';
import { useSay } from './words.ts';

/** `before` is the person's own, `after` what somebody else saved meanwhile. */
export function Meanwhile({
  different,
  takeTheirs,
}: {
  different: readonly Changed[];
  takeTheirs: () => void;
}) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  // The save that found it out was pressed elsewhere in a long form.
  useEffect(() => {
    // Its answer must not become the effect's: newer browsers give a promise. jsdom cannot scroll.
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  return (
    <div ref={box} role="alert" className="rounded-card border border-warn p-3">
      <p className="font-semibold">{say('meanwhile.title')}</p>
      <p className="text-muted">{say('meanwhile.body')}</p>
      <table className="mt-2 w-full text-left">
        <thead className="text-meta text-muted">
          <tr>
            {(['field', 'mine', 'theirs'] as const).map((name) => (
              <th key={name} scope="col" className="font-medium">
                {say(`meanwhile.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular align-top">
          {different.map(({ label, before, after }) => (
            <tr key={label} className="border-t border-border">
              <th scope="row" className="py-1 pr-2 font-medium">
                {label}
              </th>
              <td className="py-1 pr-2">{before || say('saved.none')}</td>
              <td className="py-1">{after || say('saved.none')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button className="mt-3" onClick={takeTheirs}>
        {say('meanwhile.take')}
      </Button>
    </div>
  );
}
