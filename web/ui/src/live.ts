import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** "callcenter.calls" makes every query whose key begins with "callcenter" stale. */
function heard(queries: QueryClient, data: string): void {
  const { topic } = JSON.parse(data) as { topic: string };
  void queries.invalidateQueries({ queryKey: [topic.split('.')[0]] });
}

/** Listens to the Host and refetches what changed; true while the stream is away. A lost notice costs one refetch. */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [away, setAway] = useState(false);
  useEffect(() => {
    let stream: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      stream = new EventSource('/api/v1/live');
      stream.onopen = () => setAway(false);
      stream.onmessage = (event: MessageEvent<string>) => heard(queries, event.data);
      // Said after a reconnect and whenever notices may have been missed.
      stream.addEventListener('refetch', () => void queries.invalidateQueries());
      stream.onerror = () => {
        setAway(true);
        if (stream?.readyState !== EventSource.CLOSED) return;
        // The server refused: either the session is over, which asking for it finds out, or it is busy.
        void queries.invalidateQueries({ queryKey: ['session'] });
        again = setTimeout(open, 5000);
      };
    };
    open();
    return () => {
      stream?.close();
      clearTimeout(again);
    };
  }, [queries]);
  return away;
}
