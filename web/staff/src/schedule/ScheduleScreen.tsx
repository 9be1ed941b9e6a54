import type { Appointment, Time } from '@frontdesk/api';
import {
  addDays,
  Button,
  Clock,
  cx,
  Dialog,
  EmptyState,
  IconButton,
  QueryView,
  SelectField,
  Skeleton,
  useHold,
  useKeys,
  useUiWords,
} from '@frontdesk/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { isKnownOpen, useKnownOpen } from '../patients/ChartGate.tsx';
import { practitionersQuery, visitTypesQuery } from '../person/queries.ts';
import { useWide } from '../person/WithPane.tsx';
import { useClock, useScreenTitle } from '../session/session.ts';
import { useMay, useVisitStep } from '../visit/receive.ts';
import { StepSaid } from '../visit/StepSaid.tsx';
import { VisitDialog } from '../visit/VisitDialog.tsx';
import { useVisitWords } from '../visit/words.ts';
import { Waitlist } from '../waitlist/Waitlist.tsx';
import { columnsOf, everyoneOf } from './columns.ts';
import { Grid, type Proposal } from './Grid.tsx';
import { GroupDialog } from './GroupDialog.tsx';
import { freeAt, mondayOf, twinOf } from './grid.ts';
import { type Dropped, MoveDialog } from './MoveDialog.tsx';
import { Overbook } from './Overbook.tsx';
import { openQuery, scheduleQuery } from './queries.ts';
import { asksFor } from './shading.ts';
import { useShowsWaitlist } from './useShowsWaitlist.ts';

/** The day of all practitioners, or the week of one, on the clock of each place. */
export function ScheduleScreen() {
  const words = useWords();
  const say = useVisitWords();
  const ui = useUiWords();
  useScreenTitle(say('schedule.title'));
  const clock = useClock();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const today = clock.date(new Date());
  const { date = today, view, who } = useSearch({ from: '/shell/schedule' });
  const people = useQuery(practitionersQuery);
  const types = useQuery(visitTypesQuery).data ?? [];
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [dropped, setDropped] = useState<Dropped | null>(null);
  // Outlives the dialog, so that giving a hold back ends with the visit it was for.
  const [lifted, setLifted] = useState<Appointment | null>(null);
  const [shown, setShown] = useState<readonly Appointment[]>([]);
  const [waits, setWaits] = useShowsWaitlist();
  const wide = useWide();
  const [overbooking, setOverbooking] = useState(false);
  // What was moved or booked last, and to when.
  const [said, setSaid] = useState('');
  const stepper = useVisitStep();
  const mayMove = useMay('BookAppointments');
  const mayOverbook = useMay('OverbookAppointments');

  const week = view === 'week';
  const one = who ?? people.data?.[0]?.practitionerId;
  const from = week ? mondayOf(date) : date;
  const range = { from, to: week ? addDays(from, 6) : date, practitionerId: week ? one : undefined };
  const visits = useQuery({
    ...scheduleQuery(range),
    enabled: people.isSuccess && (!week || one !== undefined),
  });
  const { found, everyone } = useMemo(() => {
    const found = visits.data?.appointments ?? [];
    return { found, everyone: everyoneOf(people.data ?? [], found) };
  }, [people.data, visits.data]);
  const isLifted = ({ visit }: Proposal) =>
    found.some(
      (other) =>
        other.appointmentId === visit.appointmentId &&
        other.status === 'booked' &&
        other.startsAt === visit.startsAt &&
        other.practitionerId === visit.practitionerId,
    );
  // A colleague cancelled or moved it meanwhile: there is nothing left to put down.
  if (proposal && visits.data && !isLifted(proposal)) setProposal(null);
  const moving = proposal?.visit ?? dropped?.visit;
  const movingOpen = useKnownOpen(moving?.patientId ?? '');
  // Who has left the clinic has no free times to ask for.
  const working = (people.data ?? []).filter((person) => !week || person.practitionerId === one);
  const asks =
    moving && working.length > 0
      ? [
          {
            visitTypeId: moving.visitTypeId,
            channel: moving.channel,
            movesAppointmentId: movingOpen ? moving.appointmentId : undefined,
          },
        ]
      : asksFor(types, working);
  const open = useQuery(openQuery(range, asks, today));
  const holding = useHold(lifted?.patientId ?? '', undefined, lifted?.appointmentId);
  // What is held for the visit that was dropped is taken for everybody else, and so not in the answer.
  const held = dropped ? holding.holding?.time : undefined;
  // Once for each answer, and not for each step of a drag.
  const columns = useMemo(() => {
    const known = everyone.filter((person) => !week || person.practitionerId === one);
    const shown = known.length > 0 ? known : one ? [{ practitionerId: one, name: '', locationIds: [] }] : [];
    const dates = week ? Array.from({ length: 7 }, (_, day) => addDays(from, day)) : [from];
    const { times, timeZones } = open.data ?? { times: [], timeZones: {} };
    return columnsOf(shown, dates, found, { times: held ? [...times, held] : times, timeZones });
  }, [everyone, found, open.data, held, week, one, from]);

  const go = (to: { date?: string; view?: 'week' | undefined; who?: string | undefined }) => {
    setProposal(null);
    const next = { date, view, who, ...to };
    void navigate({
      to: '/schedule',
      search: {
        ...(next.date === today ? {} : { date: next.date }),
        ...(next.view ? { view: next.view } : {}),
        ...(next.view && next.who ? { who: next.who } : {}),
      },
    });
  };
  useKeys({
    t: () => go({ date: today }),
    d: () => go({ view: undefined }),
    w: () => go({ view: 'week' }),
    u: stepper.undo,
    l: () => setWaits(!waits),
    ...(proposal ? { Escape: () => setProposal(null) } : {}),
  });

  const drop = (at: Proposal) => {
    const column = columns.find((other) => other.key === at.columnKey);
    const aimed = freeAt(column, at.minute);
    // In an hour that occurs twice a hand can mean either: the dialog asks which.
    const free = aimed && twinOf(column, aimed) ? undefined : aimed;
    setSaid('');
    setDropped({ ...at, minute: aimed?.minute ?? at.minute, free: free?.time });
    if (free && isKnownOpen(queries, at.visit.patientId))
      holding.hold({ time: free.time, visitTypeId: at.visit.visitTypeId, channel: at.visit.channel });
  };
  const hold = (time: Time) => {
    const { visitTypeId, channel } = dropped?.visit ?? {};
    if (visitTypeId) holding.hold({ time, visitTypeId, channel });
  };
  const leave = () => {
    if (holding.holding) holding.release();
    // What was refused to this visit is not said of the next.
    holding.reset();
    setDropped(null);
    setProposal(null);
  };
  // As they are now.
  const still = shown.flatMap(
    (visit) => found.find((other) => other.appointmentId === visit.appointmentId) ?? [],
  );
  const [first, ...others] = still;
  // One that a colleague moved away is shown no longer, and not again by itself on the day it went to.
  if (still.length < shown.length) setShown(still);
  const noon = (day: string) => `${day}T12:00:00Z`;
  const calendar = new Clock(clock.language, 'UTC');

  return (
    <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col bg-surface print:block">
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-border px-4 py-1 print:border-0">
        <h1 className="mr-2 text-title font-semibold first-letter:uppercase">
          {week
            ? say('schedule.range', {
                from: calendar.day(noon(from)),
                to: calendar.day(noon(range.to)),
              })
            : calendar.longDay(noon(date))}
        </h1>
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          <IconButton
            label={week ? say('schedule.weekBefore') : words('today.before')}
            size="compact"
            onClick={() => go({ date: addDays(date, week ? -7 : -1) })}
          >
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <Button size="compact" disabled={date === today} onClick={() => go({ date: today })}>
            {words('today.title')}
          </Button>
          <IconButton
            label={week ? say('schedule.weekAfter') : words('today.after')}
            size="compact"
            onClick={() => go({ date: addDays(date, week ? 7 : 1) })}
          >
            <ChevronRight size={16} aria-hidden />
          </IconButton>
          <fieldset className="flex rounded-control border border-border">
            <legend className="sr-only">{say('schedule.view')}</legend>
            {(['day', 'week'] as const).map((kind) => (
              <button
                key={kind}
                type="button"
                aria-pressed={week === (kind === 'week')}
                className={cx(
                  'min-h-6.5 rounded-[5px] px-2.5 font-medium aria-pressed:bg-primary-soft aria-pressed:text-primary',
                )}
                onClick={() => go({ view: kind === 'week' ? 'week' : undefined })}
              >
                {say(`schedule.${kind}`)}
              </button>
            ))}
          </fieldset>
          {week ? (
            <div className="w-52">
              <SelectField
                label={words('times.who')}
                hideLabel
                value={one ?? ''}
                onChange={(event) => go({ who: event.target.value })}
              >
                {everyone.map((person) => (
                  <option key={person.practitionerId} value={person.practitionerId}>
                    {person.name}
                  </option>
                ))}
              </SelectField>
            </div>
          ) : null}
        </div>
        <div className="ml-auto flex items-center gap-2 print:hidden">
          {open.data ? (
            <p className="flex items-center gap-1.5 text-meta text-muted max-xl:hidden">
              <span aria-hidden className="size-3 rounded-[3px] border border-border bg-sunken" />
              {say(moving ? 'schedule.legendMoving' : 'schedule.legend')}
            </p>
          ) : null}
          <Button
            size="compact"
            aria-pressed={waits}
            className="aria-pressed:bg-primary-soft aria-pressed:text-primary"
            onClick={() => setWaits(!waits)}
          >
            {say('schedule.waitlist')}
          </Button>
          {mayOverbook ? (
            <Button size="compact" onClick={() => setOverbooking(true)}>
              {say('overbook.open')}
            </Button>
          ) : null}
          <IconButton label={say('schedule.print')} size="compact" onClick={() => print()}>
            <Printer size={16} aria-hidden />
          </IconButton>
        </div>
      </header>
      <div className="flex min-h-0 flex-1 print:block">
        <div className="flex min-w-0 flex-1 flex-col print:block">
          <QueryView query={people}>
            {(staff) =>
              staff.length === 0 ? (
                <EmptyState title={say('schedule.nobodyTitle')}>{say('schedule.nobodyBody')}</EmptyState>
              ) : (
                <QueryView query={visits} skeleton={<Skeleton rows={9} rowClassName="h-16" />}>
                  {({ more }) => (
                    <>
                      {more ? <p className="px-4 py-1 text-warn">{say('schedule.more')}</p> : null}
                      {found.length === 0 ? (
                        <p className="px-4 py-1.5 text-muted print:hidden">
                          {say(week ? 'schedule.emptyWeek' : 'schedule.emptyDay')}
                        </p>
                      ) : null}
                      {open.isError ? (
                        <p role="alert" className="flex items-center gap-2 px-4 py-1 text-warn">
                          {say('schedule.notShaded')}
                          <Button size="compact" busy={open.isFetching} onClick={() => void open.refetch()}>
                            {ui('ui.retry')}
                          </Button>
                        </p>
                      ) : null}
                      <Grid
                        key={`${from}${week}`}
                        columns={columns}
                        shaded={open.data !== undefined}
                        week={week}
                        proposal={proposal ?? dropped}
                        mayMove={mayMove}
                        propose={(at) => {
                          setProposal(at);
                          if (at) setLifted(at.visit);
                        }}
                        drop={(at) => {
                          setProposal(null);
                          drop(at);
                        }}
                        show={setShown}
                        enter={(column) =>
                          go(
                            week
                              ? { date: column.date, view: undefined }
                              : { view: 'week', who: column.practitionerId },
                          )
                        }
                      />
                    </>
                  )}
                </QueryView>
              )
            }
          </QueryView>
        </div>
        {waits && wide ? (
          <aside className="flex w-80 shrink-0 flex-col border-l border-border bg-bg print:hidden">
            <Waitlist hide={() => setWaits(false)} />
          </aside>
        ) : null}
      </div>
      <div className="shrink-0 border-t border-border px-4 py-1 empty:hidden print:hidden">
        {stepper.done || stepper.error ? <StepSaid stepper={stepper} withKey /> : null}
        {said ? (
          <p role="status" className="py-1 font-medium text-ok">
            {said}
          </p>
        ) : null}
      </div>
      {first && others.length > 0 ? (
        <GroupDialog
          visits={[first, ...others]}
          stepper={stepper}
          open={(visit) => setShown([visit])}
          onClose={() => setShown([])}
        />
      ) : null}
      {first && others.length === 0 ? (
        <VisitDialog
          visit={first}
          stepper={stepper}
          onMoved={(when) => {
            setSaid(say('move.moved', { when }));
            setShown([]);
          }}
          onClose={() => setShown([])}
        />
      ) : null}
      {dropped ? (
        <MoveDialog
          at={dropped}
          column={columns.find((column) => column.key === dropped.columnKey)}
          holding={holding}
          hold={hold}
          onMoved={(when) => {
            setSaid(say('move.moved', { when }));
            holding.reset();
            setDropped(null);
          }}
          onClose={leave}
        />
      ) : null}
      {waits && !wide ? (
        <Dialog title={say('schedule.waitlist')} side onClose={() => setWaits(false)}>
          <Waitlist />
        </Dialog>
      ) : null}
      {overbooking ? (
        <Overbook
          date={date}
          onBooked={(name, when) => {
            setSaid(say('overbook.booked', { name, when }));
            setOverbooking(false);
          }}
          onClose={() => setOverbooking(false)}
        />
      ) : null}
    </main>
  );
}
