import type { Appointment } from '@frontdesk/api';
import { Clock, cx, useLanguage, useNow } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { visitTypesQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';
import { Card } from './Card.tsx';
import {
  type Column,
  freeAt,
  hoursOf,
  minutesOf,
  type Placed,
  placesOf,
  type Stretch,
  writeMinute,
  zoneAt,
} from './grid.ts';
import { DayName, Heading } from './Heading.tsx';

/** Where a hand or the arrows would put a visit. */
export type Proposal = { visit: Appointment; columnKey: string; minute: number };

type Props = {
  columns: Column[];
  /** What is free is known; until then nothing is grey. */
  shaded: boolean;
  week: boolean;
  proposal: Proposal | null;
  mayMove: boolean;
  propose: (at: Proposal | null) => void;
  drop: (at: Proposal) => void;
  /** One visit, or all of a group. */
  show: (visits: readonly Appointment[]) => void;
  /** From a day to the week of one, and back. */
  enter: (column: Column) => void;
};

// Ten minutes are a line of small print.
const rem = (minutes: number) => `${minutes * 0.1}rem`;
const box = (hours: Stretch, { from, until }: Stretch): CSSProperties => ({
  top: rem(from - hours.from),
  height: rem(until - from),
});

const steps: Record<string, readonly [columns: number, minutes: number]> = {
  ArrowUp: [0, -10],
  ArrowDown: [0, 10],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function Grid({ columns, shaded, week, proposal, mayMove, propose, drop, show, enter }: Props) {
  const clock = useClock();
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const types = (useQuery(visitTypesQuery).data ?? []).map((type) => type.visitTypeId);
  const hours = hoursOf(columns);
  const [activeId, setActive] = useState('');
  const visits = columns.flatMap((column) => column.placed.map(({ visit }) => visit));
  // A time is taken to be the clinic's own: one zone that is another is said like two.
  const zoned = visits.some((visit) => visit.timeZone !== clock.zone);
  const cards = visits.map((visit) => visit.appointmentId);
  const active = cards.includes(activeId) ? activeId : cards[0];
  const first = Math.min(...columns.flatMap((column) => column.placed.map((one) => one.from)), hours.until);
  const lines = columns.map((column) => {
    const there = new Clock('en', zoneAt(column, now) ?? clock.zone);
    return there.date(new Date(now)) === column.date ? there.minute(new Date(now)) : null;
  });
  const begin = (first - hours.from - 60) / (hours.until - hours.from);
  // Where it was scrolled to from here. That ends when the free times are known, which may begin earlier than any visit, or when somebody scrolls.
  const put = useRef<number | null>(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element || put.current === null) return;
    if (element.scrollTop !== put.current) {
      put.current = null;
      return;
    }
    const line = element.querySelector('[data-now]')?.getBoundingClientRect().top;
    element.scrollTop =
      line === undefined
        ? begin * element.scrollHeight
        : element.scrollTop + line - element.getBoundingClientRect().top - element.clientHeight / 3;
    put.current = shaded ? null : element.scrollTop;
  }, [begin, shaded]);

  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setActive(id);
    scroller.current?.querySelector<HTMLElement>(`[data-visit="${id}"]`)?.focus();
  };
  const walk = (from: Column, id: string, key: string) => {
    const at = from.placed.findIndex(({ visit }) => visit.appointmentId === id);
    if (key === 'ArrowUp' || key === 'ArrowDown')
      return focus(from.placed[at + (key === 'ArrowUp' ? -1 : 1)]?.visit.appointmentId);
    const minute = from.placed[at]?.from ?? 0;
    const side = columns.indexOf(from);
    const others = key === 'ArrowLeft' ? columns.slice(0, side).reverse() : columns.slice(side + 1);
    const near = others.find((column) => column.placed.length > 0)?.placed;
    focus(
      near?.toSorted((a, b) => Math.abs(a.from - minute) - Math.abs(b.from - minute))[0]?.visit.appointmentId,
    );
  };
  const shift = (at: Proposal, key: string) => {
    const [across, down] = steps[key] ?? [0, 0];
    const index = columns.findIndex((column) => column.key === at.columnKey) + across;
    const column = columns[Math.min(Math.max(index, 0), columns.length - 1)];
    const minute = Math.min(Math.max(at.minute + down, hours.from), hours.until - 10);
    if (column) propose({ ...at, columnKey: column.key, minute });
  };
  const onKeyDown = (event: KeyboardEvent, column: Column, placed: Placed) => {
    const id = placed.visit.appointmentId;
    const mine = proposal?.visit.appointmentId === id ? proposal : null;
    if (event.key in steps) {
      if (mine) shift(mine, event.key);
      else walk(column, id, event.key);
    } else if (mine && event.key === 'Enter') drop(mine);
    else if (
      event.key.toLowerCase() === 'm' &&
      !event.metaKey &&
      !event.ctrlKey &&
      mayMove &&
      placed.visit.status === 'booked' &&
      placed.group.length === 1
    )
      propose({ visit: placed.visit, columnKey: column.key, minute: placed.from });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** The column and the minute under a point of the screen. */
  const under = (x: number, y: number): { columnKey: string; minute: number } | null => {
    const hit = document
      .elementsFromPoint(x, y)
      .find(
        (element): element is HTMLElement => element instanceof HTMLElement && 'column' in element.dataset,
      );
    if (!hit?.dataset.column) return null;
    const { top, height } = hit.getBoundingClientRect();
    const minute = hours.from + ((y - top) / height) * (hours.until - hours.from);
    return { columnKey: hit.dataset.column, minute: Math.round(minute / 5) * 5 };
  };

  const width = week ? 9 : 11;
  const aim = proposal ? columns.find((column) => column.key === proposal.columnKey) : undefined;
  return (
    // What is taken and what is free differ by their ground alone: on paper too.
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto [print-color-adjust:exact] print:overflow-visible"
    >
      <p className="sr-only" role="status">
        {proposal && aim ? <Aim at={proposal} column={aim} known={shaded} week={week} /> : null}
      </p>
      <div
        className="grid"
        // As wide as its columns are at least, and not as wide as the longest name would have each of them.
        style={{
          gridTemplateColumns: `4rem repeat(${columns.length}, minmax(${width}rem, 1fr))`,
          minWidth: `${4 + columns.length * width}rem`,
        }}
      >
        <Hours hours={hours} />
        {columns.map((column, index) => {
          const places = placesOf(column);
          return (
            <section
              key={column.key}
              aria-label={week ? clock.longDay(`${column.date}T18:00:00Z`) : column.practitionerName}
              className="min-w-0 border-r border-border"
            >
              <Heading
                column={column}
                place={zoned && places.length === 1 ? places[0] : undefined}
                week={week}
                today={lines[index] !== null}
                enter={() => enter(column)}
              />
              <div
                data-column={column.key}
                className={cx('relative', shaded ? 'bg-sunken' : 'bg-surface')}
                style={{ height: rem(hours.until - hours.from) }}
              >
                {column.open.map((open) => (
                  <div
                    key={open.from}
                    aria-hidden
                    className="absolute inset-x-0 bg-surface"
                    style={box(hours, open)}
                  />
                ))}
                <Lines hours={hours} />
                {column.placed.map((one) => (
                  <Card
                    key={one.visit.appointmentId}
                    placed={one}
                    kind={types.indexOf(one.visit.visitTypeId)}
                    style={{
                      ...box(hours, one),
                      left: `calc(${(one.lane / one.lanes) * 100}% + 2px)`,
                      width: `calc(${100 / one.lanes}% - 4px)`,
                    }}
                    withPlace={zoned && places.length > 1}
                    tabbable={one.visit.appointmentId === active}
                    lifted={proposal?.visit.appointmentId === one.visit.appointmentId}
                    movable={mayMove && one.visit.status === 'booked' && one.group.length === 1}
                    onFocus={() => setActive(one.visit.appointmentId)}
                    onKeyDown={(event) => onKeyDown(event, column, one)}
                    show={() => show(one.group)}
                    drag={(x, y) => {
                      const at = under(x, y);
                      if (at) propose({ visit: one.visit, ...at });
                    }}
                    letGo={(x, y) => {
                      const at = under(x, y);
                      if (!at || (at.columnKey === column.key && at.minute === one.from)) propose(null);
                      else drop({ visit: one.visit, ...at });
                    }}
                    putBack={() => propose(null)}
                  />
                ))}
                {proposal && aim === column ? (
                  <Ghost key={proposal.minute} at={proposal} column={column} known={shaded} hours={hours} />
                ) : null}
                <Now at={lines[index] ?? null} hours={hours} />
              </div>
            </section>
          );
        })}
      </div>
    </div>
  );
}

function Now({ at, hours }: { at: number | null; hours: Stretch }) {
  if (at === null || at < hours.from || at >= hours.until) return null;
  return (
    <div
      aria-hidden
      data-now
      className="pointer-events-none absolute inset-x-0 z-[5] border-t-2 border-danger print:hidden"
      style={{ top: rem(at - hours.from) }}
    />
  );
}

/** "9 AM", the hour of no particular day. */
function useMinuteWriter(): (minute: number) => string {
  const clock = new Clock(useLanguage(), 'UTC');
  return (minute) => clock.time(`2026-01-01T${writeMinute(minute)}:00Z`);
}

function Hours({ hours }: { hours: Stretch }) {
  const write = useMinuteWriter();
  return (
    <div aria-hidden className="sticky left-0 z-20 border-r border-border bg-surface">
      <div className="sticky top-0 z-10 h-9 border-b border-border bg-surface" />
      {hoursIn(hours).map((minute) => (
        <div
          key={minute}
          className="tabular pr-1.5 text-right whitespace-nowrap text-[0.6875rem] leading-none text-muted"
          style={{ height: rem(60) }}
        >
          <span className="relative top-1">{write(minute)}</span>
        </div>
      ))}
    </div>
  );
}

function Lines({ hours }: { hours: Stretch }) {
  return hoursIn(hours).map((minute) => (
    <div
      key={minute}
      aria-hidden
      className="pointer-events-none absolute inset-x-0 border-t border-border"
      style={{ top: rem(minute - hours.from) }}
    />
  ));
}

const hoursIn = ({ from, until }: Stretch) =>
  Array.from({ length: (until - from) / 60 }, (_, hour) => from + hour * 60);

type AimProps = { at: Proposal; column: Column; known: boolean };

/** What would happen there, in words. */
function Aim({ at, column, known, week = false }: AimProps & { week?: boolean }) {
  const say = useVisitWords();
  const write = useMinuteWriter();
  const free = freeAt(column, at.minute);
  const when = write(free?.minute ?? at.minute);
  if (!known) return when;
  return (
    <>
      {week ? <DayName date={column.date} /> : column.practitionerName},{' '}
      {say(free ? 'schedule.free' : 'schedule.notFree', { when })}
    </>
  );
}

function Ghost({ at, column, known, hours }: AimProps & { hours: Stretch }) {
  const say = useVisitWords();
  const write = useMinuteWriter();
  const free = freeAt(column, at.minute);
  const from = free?.minute ?? at.minute;
  const ref = useRef<HTMLDivElement>(null);
  // Each step is a new one: the grid follows the keys and the hand past the edge of what it shows.
  useEffect(() => {
    ref.current?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, []);
  return (
    <div
      ref={ref}
      aria-hidden
      className={cx(
        'pointer-events-none absolute inset-x-0.5 z-[6] scroll-mt-9 scroll-ml-16 overflow-hidden rounded-control border-2 bg-surface px-1.5 text-meta leading-snug font-semibold',
        free
          ? 'border-primary text-primary'
          : known
            ? 'border-dashed border-danger text-danger'
            : 'border-control',
      )}
      style={{ ...box(hours, { from, until: from + minutesOf(at.visit) }), minHeight: '1.25rem' }}
    >
      {known ? say(free ? 'schedule.free' : 'schedule.notFree', { when: write(from) }) : write(from)}
    </div>
  );
}
