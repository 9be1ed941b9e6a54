import type { PartOfDay } from '@frontdesk/api';
import { Clock, type Language, useLanguage } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { Chips } from './Chips.tsx';

/** ISO 8601: Monday is 1. Empty is any. */
export type Suits = { weekdays: number[]; partsOfDay: PartOfDay[] };

const weekdays = [1, 2, 3, 4, 5, 6, 7];
export const partsOfDay: PartOfDay[] = ['morning', 'afternoon', 'evening'];

/** "Mon": 1 January 2024 was one. */
const weekdayName = (weekday: number, language: Language) =>
  new Clock(language, 'UTC').weekday(`2024-01-0${weekday}T12:00:00Z`);

/** Which days of the week and which part of the day suit somebody. */
export function WhenFields({ suits, change }: { suits: Suits; change: (suits: Suits) => void }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      <Chips
        legend={words('when.days')}
        hint={words('when.anyDay')}
        options={weekdays.map((value) => ({ value, label: weekdayName(value, language) }))}
        chosen={suits.weekdays}
        change={(chosen) => change({ ...suits, weekdays: chosen })}
      />
      <Chips
        legend={words('when.part')}
        hint={words('when.anyPart')}
        options={partsOfDay.map((value) => ({ value, label: words(`part.${value}`) }))}
        chosen={suits.partsOfDay}
        change={(chosen) => change({ ...suits, partsOfDay: chosen })}
      />
    </>
  );
}

/** The same in words: "Mon, Wed" and "Morning or evening"; any day and any time where nothing was chosen. */
export function useSuitsInWords() {
  const words = useWords();
  const language = useLanguage();
  const or = new Intl.ListFormat(language, { type: 'disjunction' });
  return (suits: Suits) => ({
    days: suits.weekdays.length
      ? suits.weekdays.map((day) => weekdayName(day, language)).join(', ')
      : words('when.allDays'),
    parts: suits.partsOfDay.length
      ? or.format(suits.partsOfDay.map((part) => words(`part.${part}`).toLocaleLowerCase(language)))
      : words('when.allParts'),
  });
}
