import type { SeriesVisit } from '@frontdesk/api';
import { Button, type Clock } from '@frontdesk/ui';
import { Check } from 'lucide-react';
import type { Decision } from './decide.ts';
import { useSeriesWords } from './words.ts';

type Props = {
  visit: SeriesVisit;
  clock: Clock;
  decision: Decision | undefined;
  decide: (to: Decision | undefined) => void;
};

/** One visit of a series: free; or why not, and what can be had instead. */
export function OneOfSeries({ visit, clock, decision, decide }: Props) {
  const say = useSeriesWords();
  const when = clock.moment(visit.startsAt);
  if (visit.free)
    return (
      <li className="tabular flex items-center gap-2 px-3 py-1.5">
        {when}
        <span className="ml-auto flex items-center gap-1 text-meta text-ok">
          <Check size={14} aria-hidden />
          {say('series.free')}
        </span>
      </li>
    );
  if (decision)
    return (
      <li className="tabular flex flex-wrap items-center gap-x-2 px-3 py-1.5">
        {decision.does === 'instead' ? (
          <>
            <span className="font-medium text-primary">{clock.moment(decision.startsAt)}</span>
            <span className="text-meta text-muted">{say('series.instead', { when })}</span>
          </>
        ) : (
          <>
            <span className="text-muted line-through">{when}</span>
            <span className="text-meta text-muted">{say('series.leftOut')}</span>
          </>
        )}
        <Button size="compact" look="quiet" className="ml-auto" onClick={() => decide(undefined)}>
          {say('series.back')}
        </Button>
      </li>
    );
  return (
    <li data-focus tabIndex={-1} className="flex flex-col gap-1.5 bg-note px-3 py-2 text-note-fg">
      <p className="tabular font-medium">{when}</p>
      <p>{visit[clock.language]}</p>
      <div className="flex flex-wrap items-center gap-1.5">
        {visit.nearest.length === 0 ? <span>{say('series.none')}</span> : null}
        {visit.nearest.map((time) => (
          <Button
            key={time.startsAt}
            size="compact"
            className="tabular text-fg"
            onClick={() => decide({ does: 'instead', startsAt: time.startsAt })}
          >
            {clock.moment(time.startsAt)}
          </Button>
        ))}
        <Button
          size="compact"
          className="text-fg"
          aria-label={`${say('series.leaveOut')}: ${when}`}
          onClick={() => decide({ does: 'leave out' })}
        >
          {say('series.leaveOut')}
        </Button>
      </div>
    </li>
  );
}
