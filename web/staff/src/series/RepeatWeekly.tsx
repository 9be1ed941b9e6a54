import { bookSeries, checkSeries, hasCode, isRefusal, Problem, type SeriesVisit } from '@frontdesk/api';
import {
  Button,
  type Clock,
  Dialog,
  ErrorState,
  type Holding,
  SaveError,
  SelectField,
  Skeleton,
  TextField,
  useUiWords,
} from '@frontdesk/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ChartGate } from '../patients/ChartGate.tsx';
import { useKind } from '../person/useKind.ts';
import { StaleCalendar } from '../visit/StaleCalendar.tsx';
import { clashesOf, type Decision, type Decisions, undecided, wantedStarts, without } from './decide.ts';
import { OneOfSeries } from './OneOfSeries.tsx';
import { useSeriesWords } from './words.ts';

type Props = {
  patientId: string;
  /** What was held, and given back to be looked at with the others. */
  held: Pick<Holding, 'time' | 'visitTypeId' | 'channel'>;
  /** Of its place. */
  clock: Clock;
  office: string | null;
  reason: string;
  setReason: (reason: string) => void;
  /** Told what was booked, in words. */
  onBooked: (what: string) => void;
  onClose: () => void;
};

/** The same time every so many weeks: what is not free says why and is decided one by one; then all are booked, or none. */
export function RepeatWeekly({
  patientId,
  held,
  clock,
  office,
  reason,
  setReason,
  onBooked,
  onClose,
}: Props) {
  const say = useSeriesWords();
  const ui = useUiWords();
  const kind = useKind(held);
  const queries = useQueryClient();
  const [count, setCount] = useState(6);
  const [everyWeeks, setEvery] = useState(1);
  const [decisions, setDecisions] = useState<Decisions>({});
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { visitTypeId, channel } = held;
  const { practitionerId, practitionerName, locationId, startsAt } = held.time;
  const wanted = {
    patientId,
    visitTypeId,
    practitionerId,
    locationId,
    startsAt,
    count,
    everyWeeks,
    ...(channel ? { channel } : {}),
  };
  /** All of a series are with the same person at the same place. */
  const here = (visit: SeriesVisit): SeriesVisit => ({
    ...visit,
    nearest: visit.nearest.filter(
      (time) => time.practitionerId === practitionerId && time.locationId === locationId,
    ),
  });
  const checked = useQuery({
    queryKey: ['scheduling', 'times', 'series', wanted],
    queryFn: async ({ signal }) => (await checkSeries(wanted, { signal })).visits.map(here),
    placeholderData: keepPreviousData,
  });
  const visits = checked.data ?? [];
  const starts = wantedStarts(visits, decisions);
  const open = undecided(visits, decisions);
  const book = useMutation({
    mutationFn: () =>
      bookSeries(
        {
          patientId,
          visitTypeId,
          practitionerId,
          locationId,
          startsAts: starts,
          everyWeeks,
          ...(channel ? { channel } : {}),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
        key,
      ),
    onSuccess: () =>
      onBooked(say('series.booked', { count: starts.length, when: clock.moment(starts[0] ?? startsAt) })),
    onError: (error) => {
      // What was refused is decided anew, and that is another request; what got no answer is the same once more.
      if (!isRefusal(error)) return;
      setKey(crypto.randomUUID());
      setDecisions(without(decisions, clashesOf(error)));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const decide = (visit: SeriesVisit, to: Decision | undefined) => {
    const { [visit.startsAt]: _, ...others } = decisions;
    setDecisions(to ? { ...others, [visit.startsAt]: to } : others);
  };
  const refused = book.error instanceof Problem && book.error.status === 400;
  return (
    <Dialog title={say('series.title')} onClose={onClose} className="w-[min(36rem,calc(100vw-2rem))]">
      <ChartGate patientId={patientId} error={book.error} onOpened={book.reset}>
        <form
          className="flex flex-col gap-3"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (open.length === 0 && starts.length >= 2) book.mutate();
          }}
        >
          <div>
            <p className="tabular font-semibold">
              {say('series.with', { when: clock.weekdayTime(startsAt), who: practitionerName })}
            </p>
            <p className="text-muted">{[kind, office].filter(Boolean).join(' · ')}</p>
            <StaleCalendar time={held.time} />
          </div>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={say('series.count')}
              value={count}
              onChange={(event) => setCount(Number(event.target.value))}
            >
              {Array.from({ length: 51 }, (_, index) => index + 2).map((many) => (
                <option key={many} value={many}>
                  {many}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={say('series.every')}
              value={everyWeeks}
              onChange={(event) => setEvery(Number(event.target.value))}
            >
              {Array.from({ length: 12 }, (_, index) => index + 1).map((weeks) => (
                <option key={weeks} value={weeks}>
                  {say('series.weeks', { count: weeks })}
                </option>
              ))}
            </SelectField>
          </div>
          {checked.isError ? (
            <ErrorState error={checked.error} retry={() => void checked.refetch()} />
          ) : checked.isPending ? (
            <Skeleton rows={4} rowClassName="h-8" />
          ) : (
            <ol
              aria-label={say('series.visits')}
              className="max-h-80 divide-y divide-border overflow-auto rounded-control border border-border"
            >
              {visits.map((visit) => (
                <OneOfSeries
                  key={visit.startsAt}
                  visit={visit}
                  clock={clock}
                  decision={decisions[visit.startsAt]}
                  decide={(to) => decide(visit, to)}
                />
              ))}
            </ol>
          )}
          <TextField
            label={say('series.reason')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p role="status" className="text-warn empty:hidden">
            {open.length > 0
              ? say('series.open', { count: open.length })
              : visits.length > 0 && starts.length < 2
                ? say('series.few')
                : null}
          </p>
          <SaveError error={book.error}>
            {hasCode(book.error, 'series_clashes')
              ? say('series.clashes')
              : refused
                ? say('series.refused')
                : null}
          </SaveError>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{ui('ui.cancel')}</Button>
            <Button
              type="submit"
              // After the last of them was decided; a dialog does not begin with what it ends with.
              data-focus={Object.keys(decisions).length > 0 || undefined}
              look="primary"
              disabled={open.length > 0 || starts.length < 2}
              busy={book.isPending || checked.isFetching}
            >
              {say('series.book', { count: starts.length })}
            </Button>
          </div>
        </form>
      </ChartGate>
    </Dialog>
  );
}
