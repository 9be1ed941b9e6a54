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
    let missed = false;
    const stream = new EventSource('/api/v1/live');
    stream.onopen = () => {
      setAway(false);
      if (missed) void queries.invalidateQueries();
      missed = false;
    };
    stream.onerror = () => {
      missed = true;
      setAway(true);
    };
    stream.onmessage = (event: MessageEvent<string>) => heard(queries, event.data);
    return () => stream.close();
  }, [queries]);
  return away;
}
