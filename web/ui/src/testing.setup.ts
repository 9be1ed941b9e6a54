import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// What jsdom does not have; the browser tests use the real ones.
if (typeof window !== 'undefined') {
  const before = new WeakMap<HTMLDialogElement, Element | null>();
  HTMLDialogElement.prototype.showModal = function showModal() {
    before.set(this, document.activeElement);
    this.open = true;
  };
  // The focus goes back only from a dialog that still stands in the document.
  HTMLDialogElement.prototype.close = function close() {
    const opener = before.get(this);
    if (this.isConnected && opener instanceof HTMLElement) opener.focus();
    this.open = false;
  };
  window.scrollTo = () => undefined;
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: media.includes('min-width'),
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
}

// A screen is fetched when it is first opened; on a busy machine that takes more than the second it would get.
configure({ asyncUtilTimeout: 5000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
