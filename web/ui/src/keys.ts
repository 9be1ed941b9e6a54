import { useEffect, useRef, useState } from 'react';

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

// Innermost first.
let layers: { order: number; keys: { current: Keys } }[] = [];
let rendered = 0;
let before = '';
let at = 0;

function onKeyDown(event: KeyboardEvent): void {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) {
    run(event, `mod+${key}`);
    return;
  }
  if (event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
  if (key.length === 1 && !singleKeysOn()) return;
  const sequence = event.timeStamp - at < 1000 ? `${before} ${key}` : key;
  before = key;
  at = event.timeStamp;
  run(event, sequence, key);
}

function run(event: KeyboardEvent, ...names: string[]): void {
  const actions = names.flatMap((name) => layers.map(({ keys }) => keys.current[name]));
  const action = actions.find((one) => one !== undefined);
  if (!action) return;
  event.preventDefault();
  action();
}

/**
 * Keys of the screen: "a", "?", "Escape", the sequence "g d", the chord "mod+k" (⌘ or Ctrl).
 * Where several have the same key, it is the innermost's alone; a sequence, whoever has it, is not its last letter.
 * Nothing but chords fires while the person types or a dialog is open.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  // What is inside is first rendered after what is around it; their effects may run in either order.
  const [order] = useState(() => rendered++);
  useEffect(() => {
    const layer = { order, keys: current };
    layers = [...layers, layer].sort((a, b) => b.order - a.order);
    // Added again it is still one listener.
    document.addEventListener('keydown', onKeyDown);
    return () => {
      layers = layers.filter((other) => other !== layer);
    };
  }, [order]);
}
