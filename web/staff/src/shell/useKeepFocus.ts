import { useEffect } from 'react';

/**
 * When what has the focus is taken away or can do no more, the focus goes to what `data-focus` marks in the same section, pane, dialog or screen,
 * or else to that itself; without this the keyboard would begin at the top of the page. Whoever gives the focus a place of their own does it first.
 */
export function useKeepFocus() {
  useEffect(() => {
    /** What has the focus, and all it stands in. */
    let path: HTMLElement[] = [];
    const isLost = () => {
      const [last] = path;
      const now = document.activeElement;
      if (!last || (last.isConnected && !last.matches(':disabled'))) return false;
      return now === null || now === document.body || now === last;
    };
    const remember = (event: Event) => {
      path = event.composedPath().filter((node) => node instanceof HTMLElement);
    };
    // A press on the ground takes the focus from everything, and is meant to.
    const forget = ({ target }: Event) => {
      if (!path[0]?.contains(target as Node)) path = [];
    };
    const give = () => {
      if (!isLost()) return;
      const around = path
        .find((element) => element.isConnected)
        ?.closest<HTMLElement>('section, aside, dialog, main');
      const place = around ?? document.querySelector('main');
      const marked = place?.querySelector<HTMLElement>('[data-focus]:not(:disabled)');
      if (place && !place.hasAttribute('tabindex')) place.tabIndex = -1;
      if (marked) marked.focus();
      else place?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (isLost()) requestAnimationFrame(give);
    });
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget, true);
    };
  }, []);
}
