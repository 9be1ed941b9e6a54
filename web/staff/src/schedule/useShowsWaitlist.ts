import { useState } from 'react';

const remembered = 'frontdesk.waitlist';

/** Whether the waitlist stands beside the schedule; this browser remembers it. */
export function useShowsWaitlist(): [boolean, (shows: boolean) => void] {
  const [shows, setShows] = useState(() => localStorage.getItem(remembered) === 'on');
  return [
    shows,
    (next) => {
      localStorage.setItem(remembered, next ? 'on' : 'off');
      setShows(next);
    },
  ];
}
