import type { Appointment } from '@frontdesk/api';
import { cx, visitName } from '@frontdesk/ui';
import { Check, Phone, Repeat, Video } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useClock } from '../session/session.ts';
import { useMarks } from '../visit/marks.ts';
import { useStatusWord } from '../visit/statusWord.ts';
import { useVisitWords } from '../visit/words.ts';
import type { Placed } from './grid.ts';

type Props = {
  placed: Placed;
  /** Which of the clinic's kinds of visit it is. */
  kind: number;
  style: CSSProperties;
  /** The schedule shows visits of two zones: it says where it is, and on whose clock. */
  withPlace: boolean;
  tabbable: boolean;
  lifted: boolean;
  movable: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  show: () => void;
  drag: (x: number, y: number) => void;
  letGo: (x: number, y: number) => void;
  putBack: () => void;
};

/** `ended`: the visit was put back while the hand is still down, which moves nothing any more. */
type Press = { x: number; y: number; top: number; dragged: boolean; ended: boolean };

// The kind of visit has a colour, and its name stands beside it.
const kinds = ['--primary', '--info', '--ok', '--note-fg', '--control'];

const tint = 'bg-[color-mix(in_oklab,var(--kind)_9%,var(--surface))]';

// What is over is grey; who is here is marked more strongly than who is expected.
const looks: Record<string, string> = {
  arrived: `${tint} border-(--kind) font-medium`,
  'checked-in': `${tint} border-(--kind) font-medium`,
  fulfilled: 'bg-sunken text-muted',
  noshow: 'bg-sunken text-muted line-through',
};

/** A visit on the grid: a press opens it, a drag asks whether it can stand elsewhere. */
export function Card(props: Props) {
  const { placed, kind, style, withPlace, tabbable, lifted, movable } = props;
  const { drag, letGo, putBack, show, onFocus, onKeyDown } = props;
  const { visit, group, from, until } = placed;
  const say = useVisitWords();
  const statusWord = useStatusWord();
  const marks = useMarks();
  const clock = useClock(visit.timeZone);
  const pressed = useRef<Press | null>(null);
  useEffect(() => {
    if (!lifted) return;
    return () => {
      if (pressed.current) pressed.current.ended = true;
    };
  }, [lifted]);
  const time = [clock.time(visit.startsAt), withPlace ? clock.zoneName(visit.startsAt) : null]
    .filter(Boolean)
    .join(' ');
  const type = visitName(visit, clock.language);
  const status = visit.status === 'booked' ? null : statusWord(visit.status);
  const over = visit.overbooked ? say('visit.overbooked') : null;
  const seats = visit.capacity ?? 1;
  const grouped = seats > 1 && !visit.overbooked;
  const name = grouped ? type : visit.patientName;
  const taken = say('mark.seats', { taken: group.length, seats });
  const place = withPlace ? visit.locationName : null;
  const rest = (
    grouped
      ? [taken, place, ...marks(visit), group.map((one) => one.patientName).join(', ')]
      : [status, over, place, type, ...marks(visit)]
  )
    .filter(Boolean)
    .join(' · ');
  const confirmed = !grouped && visit.status === 'booked' && visit.confirmedAt ? say('mark.confirmed') : null;
  const onPointerMove = (event: PointerEvent) => {
    const start = pressed.current;
    if (!start || start.ended || (event.buttons & 1) === 0) return;
    start.dragged ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) > 5;
    if (start.dragged) drag(event.clientX, event.clientY - start.top);
  };
  return (
    <button
      type="button"
      data-visit={visit.appointmentId}
      title={[time, name, rest, confirmed].filter(Boolean).join(' · ')}
      tabIndex={tabbable ? 0 : -1}
      style={{ ...style, '--kind': `var(${kinds[Math.max(kind, 0) % kinds.length]})` } as CSSProperties}
      className={cx(
        'absolute z-[1] overflow-hidden rounded-control border border-l-4 border-[color-mix(in_oklab,var(--kind)_40%,var(--surface))] border-l-(--kind) px-1.5 text-left text-meta select-none hover:z-[4] focus-visible:z-[4] focus-visible:outline-offset-0',
        looks[visit.status] ?? tint,
        visit.overbooked && 'border-dashed border-warn',
        lifted && 'opacity-50',
        movable && 'cursor-grab',
        until - from < 15 ? 'leading-none' : 'leading-[1.35]',
      )}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        // A finger scrolls; it moves a visit through the visit's own screen.
        if (!movable || event.button !== 0 || event.pointerType === 'touch') return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        const { top } = event.currentTarget.getBoundingClientRect();
        pressed.current = {
          x: event.clientX,
          y: event.clientY,
          top: event.clientY - top,
          dragged: false,
          ended: false,
        };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        const start = pressed.current;
        if (start?.dragged && !start.ended) letGo(event.clientX, event.clientY - start.top);
      }}
      onPointerCancel={() => {
        if (pressed.current?.dragged) putBack();
        pressed.current = null;
      }}
      onClick={() => {
        // The press that ended a drag opens nothing.
        if (!pressed.current?.dragged) show();
        pressed.current = null;
      }}
    >
      <span className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate">
          <span className="tabular text-muted">{time}</span> <span className="font-semibold">{name}</span>
          {until - from < 30 ? <span className="text-muted"> · {rest}</span> : null}
        </span>
        <Glyphs visit={visit} />
        {confirmed ? (
          <>
            <Check size={12} aria-hidden className="text-ok" />
            <span className="sr-only">{confirmed}</span>
          </>
        ) : null}
      </span>{' '}
      {until - from >= 30 ? <span className="block truncate text-muted">{rest}</span> : null}
    </button>
  );
}

/** What is said in words beside them, for the eye that goes over the day. */
function Glyphs({ visit }: { visit: Appointment }) {
  return (
    <>
      {visit.channel === 'video' ? <Video size={12} aria-hidden className="text-muted" /> : null}
      {visit.channel === 'phone' ? <Phone size={12} aria-hidden className="text-muted" /> : null}
      {visit.seriesId ? <Repeat size={12} aria-hidden className="text-muted" /> : null}
    </>
  );
}
