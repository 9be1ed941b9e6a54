import { Problem } from '@frontdesk/api';
import { useLanguage } from '@frontdesk/ui';
import { useSay } from './words.ts';

const codes = [
  'address_not_https',
  'address_not_public',
  'cut_off',
  'ends_before_start',
  'holiday_is_there_already',
  'hours_overlap',
  'language_not_a_tag',
  'language_required',
  'location_required',
  'name_required',
  'name_taken',
  'nesting_wrong',
  'not_a_calendar',
  'not_a_time_of_day',
  'notice_beyond_ahead',
  'practitioner_not_at_location',
  'refused',
  'rule_too_long',
  'state_unknown',
  'time_zone_unknown',
  'timed_out',
  'too_large',
  'too_long',
  'too_many_calendars',
  'too_many_dates',
  'too_many_events',
  'too_many_instances',
  'too_many_redirects',
  'too_much_work',
  'unreachable',
  'until_before_from',
  'word_required',
] as const;

/** Why the server, or the form itself, refused something, by its code; in English the server's own sentence where we have none. */
export function useFaultSentence(): (code: string | null, said?: string) => string {
  const say = useSay();
  const language = useLanguage();
  return (code, said) => {
    const known = codes.find((one) => one === code);
    if (known) return say(`fault.${known}`);
    return language === 'en' && said ? said : say('fault.other');
  };
}

export type Faults = {
  /** What stands at this field. */
  at: (field: string) => string | undefined;
  /** What the server said of something that is no field of the form. */
  rest: string | null;
  any: boolean;
};

/** The server names the field. A conflict does not: `conflicts` says which field its code is about. */
export function useFaults(
  error: unknown,
  fields: readonly string[],
  conflicts: Readonly<Record<string, string>> = {},
): Faults {
  const sentence = useFaultSentence();
  const problem = error instanceof Problem ? error : null;
  const named = Object.entries(problem?.errors ?? {});
  const conflict = problem ? conflicts[problem.code] : undefined;
  const all = new Map(named.map(([field, said]) => [field, sentence(problem?.code ?? null, said[0])]));
  if (problem && conflict) all.set(conflict, sentence(problem.code));
  const isOurs = (field: string) => fields.includes(/^\w+/.exec(field)?.[0] ?? '');
  return {
    at: (field) => all.get(field),
    rest: [...all].find(([field]) => !isOurs(field))?.[1] ?? null,
    any: [...all.keys()].some(isOurs),
  };
}
