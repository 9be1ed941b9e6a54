import { Button, Dialog, useKeys } from '@frontdesk/ui';
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import { useWords } from '../i18n/words.ts';
import { focusPart } from '../shell/parts.ts';

const wide = matchMedia('(min-width: 80rem)');

function watch(changed: () => void): () => void {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}

/** From 1280 px on there is room for something beside the centre. */
export function useWide(): boolean {
  return useSyncExternalStore(watch, () => wide.matches);
}

const Show = createContext<() => void>(() => undefined);

/** Goes to where a visit is booked in the pane, and opens the drawer that it may be. */
export function useShowPane(): () => void {
  return use(Show);
}

/** The person pane stands beside the centre from 1280 px on; below that it is a drawer behind one button. */
export function WithPane({ children, pane }: { children: ReactNode; pane: ReactNode }) {
  const words = useWords();
  const beside = useWide();
  const [open, setOpen] = useState(false);
  const show = () => {
    // Beside the centre it stands already: whoever types on is not a frame ahead of the focus.
    if (wide.matches) focusPart('book');
    else {
      setOpen(true);
      requestAnimationFrame(() => focusPart('book'));
    }
  };
  useKeys({ b: show });
  if (beside)
    return (
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_336px]">
        <Show value={show}>{children}</Show>
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
      <Show value={show}>{children}</Show>
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
