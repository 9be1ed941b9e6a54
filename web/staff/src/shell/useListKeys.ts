import { useKeys } from '@frontdesk/ui';
import { useRef } from 'react';

/** J and K walk the rows of a list (elements with data-row); Enter is the row's own. */
export function useListKeys<List extends HTMLElement = HTMLUListElement>() {
  const list = useRef<List>(null);
  const move = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next =
      at === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[next]?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return list;
}
