import { Button, Dialog, useKeys } from '@frontdesk/ui';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useWords } from '../i18n/words.ts';
import { focusPart } from '../shell/parts.ts';

const wide = matchMedia('(min-width: 80rem)');

function watch(changed: () => void): () => void {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}

/** The person pane stands beside the centre from 1280 px on; below that it is a drawer behind one button. */
export function WithPane({ children, pane }: { children: ReactNode; pane: ReactNode }) {
  const words = useWords();
  const beside = useSyncExternalStore(watch, () => wide.matches);
  const [open, setOpen] = useState(false);
  useKeys({
    b: () => {
      if (wide.matches) return;
      setOpen(true);
      requestAnimationFrame(() => focusPart('book'));
    },
  });
  if (beside)
    return (
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_336px]">
        {children}
        <aside
          aria-label={words('person.title')}
          className="min-h-0 overflow-auto border-l border-border bg-bg"
        >
          {pane}
        </aside>
      </div>
    );
  return (
    <div className="relative grid min-h-0">
      {children}
      <Button size="compact" className="absolute top-2 right-3" onClick={() => setOpen(true)}>
        {words('person.title')}
      </Button>
      {open ? (
        <Dialog title={words('person.title')} side onClose={() => setOpen(false)}>
          {pane}
        </Dialog>
      ) : null}
    </div>
  );
}
