import type { Time } from '@frontdesk/api';
import { Button, ErrorState, Skeleton, useUiWords } from '@frontdesk/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useVisitWords } from '../visit/words.ts';
import { timesQuery } from './queries.ts';
import { Slots } from './Slots.tsx';

type Props = {
  query: ReturnType<typeof useTimes>;
  /** What narrows the search can be taken off at once. */
  clear: (() => void) | undefined;
  busy: boolean;
  onChoose: (time: Time) => void;
};

export const useTimes = (...wanted: Parameters<typeof timesQuery>) => useInfiniteQuery(timesQuery(...wanted));

/** The soonest times that fit, and the next of them as long as there are any. */
export function FoundTimes({ query, clear, busy, onChoose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const ui = useUiWords();
  if (query.isError && !query.data)
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton rows={3} rowClassName="h-7" />;
  const times = query.data.pages.flatMap((page) => page.times);
  if (times.length === 0)
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted">{words('times.none')}</p>
        {clear ? (
          <Button size="compact" onClick={clear}>
            {ui('ui.clearFilter')}
          </Button>
        ) : null}
      </div>
    );
  return (
    <>
      <Slots times={times} busy={busy} onChoose={onChoose} />
      {query.hasNextPage ? (
        <Button
          size="compact"
          className="mt-2"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {say('find.more')}
        </Button>
      ) : null}
    </>
  );
}
