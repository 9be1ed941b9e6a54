import { Dialog, Kbd, setSingleKeys, singleKeysOn } from '@frontdesk/ui';
import { useState } from 'react';
import { useMay } from '../visit/receive.ts';
import { type KeyWords, useKeyWords } from './words.ts';

const keys: [keys: string, does: keyof KeyWords & `keys.${string}`][] = [
  ['⌘K / Ctrl K', 'keys.search'],
  ['G D', 'keys.desk'],
  ['G P', 'keys.patients'],
  ['G T', 'keys.today'],
  ['G S', 'keys.schedule'],
  ['G R', 'keys.requests'],
  ['G ,', 'keys.settings'],
  ['T D W', 'keys.views'],
  ['L', 'keys.waitlist'],
  ['J / K', 'keys.list'],
  ['A', 'keys.answer'],
  ['V', 'keys.verify'],
  ['B', 'keys.book'],
  ['W', 'keys.writeUp'],
  ['E', 'keys.next'],
  ['N', 'keys.noshow'],
  ['U', 'keys.undo'],
  ['M', 'keys.move'],
  ['X', 'keys.select'],
  ['T', 'keys.take'],
  ['E', 'keys.close'],
  ['?', 'keys.sheet'],
  ['Esc', 'keys.escape'],
];

export function KeySheet({ onClose }: { onClose: () => void }) {
  const words = useKeyWords();
  const [on, setOn] = useState(singleKeysOn);
  const maySetUp = useMay('SetUpSchedule');
  return (
    <Dialog title={words('keys.title')} onClose={onClose}>
      <dl className="grid grid-cols-[7rem_1fr] gap-y-2">
        {keys
          .filter(([, does]) => does !== 'keys.settings' || maySetUp)
          .map(([key, does]) => (
            <div key={does} className="contents">
              <dt>
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{words(does)}</dd>
            </div>
          ))}
      </dl>
      <label className="mt-4 flex min-h-8 items-center gap-2 border-t border-border pt-3">
        <input
          type="checkbox"
          className="size-4 accent-primary"
          checked={on}
          onChange={(event) => {
            setSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        {words('keys.single')}
      </label>
    </Dialog>
  );
}
