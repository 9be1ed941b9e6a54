import { useEffect, useRef } from 'react';

export type Keys = Record<string, () => void>;

const remembered = 'frontdesk.singleKeys';

/** Single-letter keys can be turned off (WCAG 2.1.4); chords with ⌘ or Ctrl stay. */
export function singleKeysOn(): boolean {
  return localStorage.getItem(remembered) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(remembered, on ? 'on' : 'off');
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/**
 * Keys of the screen: "a", "?", "Escape", the sequence "g d", the chord "mod+k" (⌘ or Ctrl).
 * Nothing but chords fires while the person types or a dialog is open.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let before = '';
    let at = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.metaKey || event.ctrlKey) return run(event, `mod+${key}`);
      if (event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
      if (key.length === 1 && !singleKeysOn()) return;
      const recent = event.timeStamp - at < 1000;
      const sequence = recent ? `${before} ${key}` : key;
      before = key;
      at = event.timeStamp;
      if (recent && current.current[sequence]) run(event, sequence);
      else run(event, key);
    };
    const run = (event: KeyboardEvent, name: string) => {
      const action = current.current[name];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
