import type { Channel, PartOfDay } from '@frontdesk/api';
import { type Language, useLanguage, writeDate } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { locationsQuery, practitionersQuery } from '../person/queries.ts';
import { useVisitWords } from './words.ts';

/** What somebody would take. What is left out or empty is any. */
export type Wants = {
  practitionerIds?: readonly string[] | null;
  locationIds?: readonly string[] | null;
  channel?: Channel | null;
  /** ISO 8601: Monday is 1. */
  weekdays?: readonly number[] | null;
  partsOfDay?: readonly PartOfDay[] | null;
  /** Calendar dates, both included. */
  from?: string | null;
  until?: string | null;
};
export type Want = { name: string; words: string };

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export const partsOfDay: readonly PartOfDay[] = ['morning', 'afternoon', 'evening'];

/** "Mon" of 1. */
export function weekdayName(day: number, language: Language): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, day, 12),
  );
}

/** Wishes in words, each with what it is about; nothing of those that are any. */
export function useWants(): (wants: Wants) => Want[] {
  const words = useWords();
  const say = useVisitWords();
  const language = useLanguage();
  const people = useQuery(practitionersQuery).data ?? [];
  const places = useQuery(locationsQuery).data ?? [];
  const or = new Intl.ListFormat(language, { type: 'disjunction' });
  return ({ practitionerIds, locationIds, channel, weekdays, partsOfDay, from, until }) => {
    const who = people.filter((one) => practitionerIds?.includes(one.practitionerId));
    const where = places.filter((one) => locationIds?.includes(one.locationId));
    const days = (weekdays ?? []).toSorted().map((day) => weekdayName(day, language));
    const parts = (partsOfDay ?? []).map((part) => say(`part.${part}`));
    const date = (day: string) => writeDate(day, language);
    const dates =
      from && until
        ? say('wants.between', { from: date(from), until: date(until) })
        : from
          ? say('wants.from', { date: date(from) })
          : until
            ? say('wants.until', { date: date(until) })
            : '';
    return [
      { name: words('times.who'), words: or.format(who.map((one) => one.name)) },
      { name: say('explain.where'), words: or.format(where.map((one) => one.name)) },
      { name: say('wants.channel'), words: channel ? say(`channel.${channel}`) : '' },
      { name: say('wants.days'), words: [days.join(', '), parts.join(', ')].filter(Boolean).join(' · ') },
      { name: say('wants.dates'), words: dates },
    ].filter((want) => want.words !== '');
  };
}
