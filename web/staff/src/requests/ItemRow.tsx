import type { WorkItem, WorkKind } from '@frontdesk/api';
import { cx, languageName, singleKeysOn, visitName } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { CalendarPlus, CalendarX2, type LucideIcon, MessageSquareText, SquareCheck } from 'lucide-react';
import { locationsQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { Due } from '../shell/Due.tsx';
import { shareOf, useMyId } from './queries.ts';
import { useRequestWords } from './words.ts';

const glyphs: Record<WorkKind, LucideIcon> = {
  stranded_visit: CalendarX2,
  visit_request: CalendarPlus,
  text_reply: MessageSquareText,
};

type Props = {
  item: WorkItem;
  now: number;
  chosen: boolean;
  selected: boolean;
  /** X on the row in focus; with Shift all from the last marked one up to it. */
  mark: (upToHere: boolean) => void;
};

export function ItemRow({ item, now, chosen, selected, mark }: Props) {
  const say = useRequestWords();
  const me = useMyId();
  const search = useSearch({ from: '/shell/requests' });
  const subject = useSubject(item);
  const due = useDueWords();
  const Glyph = selected ? SquareCheck : glyphs[item.kind];
  const share = shareOf(item, now);
  const owner = item.ownerId === me ? say('row.mine') : item.ownerName;
  return (
    <li className="border-border [contain-intrinsic-size:auto_56px] [content-visibility:auto] not-first:border-t">
      <Link
        to="/requests"
        search={{ ...search, item: item.itemId }}
        data-row={item.itemId}
        aria-current={chosen || undefined}
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== 'x' || event.metaKey || event.ctrlKey || !singleKeysOn()) return;
          event.preventDefault();
          mark(event.shiftKey);
        }}
        className={cx(
          'grid min-h-14 grid-cols-[18px_1fr_auto] gap-x-2.5 border-l-2 py-2 pr-3.5 pl-3 focus-visible:-outline-offset-2',
          chosen ? 'border-primary' : 'border-transparent',
          selected ? 'bg-primary-soft' : chosen ? 'bg-surface' : 'hover:bg-surface',
        )}
      >
        <Glyph size={16} aria-hidden className={cx('mt-0.5', selected ? 'text-primary' : 'text-muted')} />
        <span className="min-w-0">
          <span className="block truncate font-semibold">
            {selected ? <span className="sr-only">{say('row.selected')} </span> : null}
            {item.patientName ?? say('row.unknown')}
            <SpeaksOther language={item.language} />
          </span>
          <span className="block truncate text-muted">
            {owner ? <span className="font-medium text-primary">{owner} · </span> : null}
            {subject}
          </span>
        </span>
        <span className="flex flex-col items-end gap-2">
          <span className={cx('tabular text-meta', share >= 1 ? 'font-medium text-danger' : 'text-muted')}>
            {due(item.dueAt, now)}
          </span>
          <Due share={share} />
        </span>
      </Link>
    </li>
  );
}

/** Said only where it is not the language of the screen. */
function SpeaksOther({ language }: { language: string | null | undefined }) {
  const clock = useClock();
  if (!language || language.startsWith(clock.language)) return null;
  return <span className="text-meta font-normal text-muted"> {languageName(language, clock.language)}</span>;
}

/** What an item is about, in one line. */
export function useSubject(item: WorkItem): string {
  const say = useRequestWords();
  const places = useQuery(locationsQuery).data ?? [];
  const { kind, details } = item;
  const place = kind === 'stranded_visit' ? details.locationId : '';
  const clock = useClock(places.find((one) => one.locationId === place)?.timeZone);
  if (kind === 'visit_request') return say('row.asks', { what: visitName(details, clock.language) });
  if (kind === 'stranded_visit')
    return `${clock.moment(details.startsAt)} · ${say(`because.${details.because}`)}`;
  return `“${details.body}”`;
}

/** "late", the hour of today, or the day. */
export function useDueWords(): (dueAt: string, now: number) => string {
  const say = useRequestWords();
  const clock = useClock();
  return (dueAt, now) => {
    if (Date.parse(dueAt) <= now) return say('due.late');
    return clock.date(dueAt) === clock.date(new Date(now)) ? clock.time(dueAt) : clock.weekday(dueAt);
  };
}
