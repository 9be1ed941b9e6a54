import { useEffect } from 'react';

/** The tab's title: the screen first, then the place. Never a patient's name, which would stay in the browser's history. */
export function useTitle(screen: string, place: string | undefined): void {
  useEffect(() => {
    document.title = place ? `${screen} · ${place}` : screen;
  }, [screen, place]);
}
