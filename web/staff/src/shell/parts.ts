/** The parts of a screen that a key goes to; each is an element with this id. */
export type Part = 'verify' | 'write-up' | 'book';

export function focusPart(part: Part): void {
  const target = document.getElementById(part);
  const control = target?.querySelector<HTMLElement>('input, select, textarea, button');
  control?.focus();
}
