import type { VisitTypeDetails } from '@frontdesk/api';
import type { Fact } from './facts.ts';
import { type Span, spanOf } from './spans.ts';
import { useSay } from './words.ts';

type Texts = Pick<VisitTypeDetails, 'nameEn' | 'nameEs' | 'instructionsEn' | 'instructionsEs'>;

/** A text that stands in one language only; both empty is nothing to translate. */
export const isMissing = (text: string, other: string) => text.trim() === '' && other.trim() !== '';

export const missingTranslations = (type: Texts) =>
  [
    [type.nameEn, type.nameEs],
    [type.instructionsEn, type.instructionsEs],
  ].filter(([en = '', es = '']) => isMissing(en, es) || isMissing(es, en)).length;

/** "2 hours", "1 day" */
export function useWriteSpan(): (minutes: number) => string {
  const say = useSay();
  return (minutes) => {
    const { amount, unit }: Span = spanOf(minutes);
    return say(`span.of.${unit}`, { count: amount });
  };
}

/** All that a visit type says, a line for each field of the form. */
export function useVisitTypeFacts(): (type: Omit<VisitTypeDetails, 'active'>) => Fact[] {
  const say = useSay();
  const span = useWriteSpan();
  const yes = (is: boolean) => say(is ? 'settings.yes' : 'settings.no');
  return (type) => [
    [say('type.nameEn'), type.nameEn],
    [say('type.nameEs'), type.nameEs],
    [say('type.instructionsEn'), type.instructionsEn],
    [say('type.instructionsEs'), type.instructionsEs],
    [say('type.minutes'), span(type.minutes)],
    [say('type.bufferBefore'), span(type.bufferBefore)],
    [say('type.bufferAfter'), span(type.bufferAfter)],
    [say('type.every'), span(type.every)],
    [say('type.channels'), type.channels.map((channel) => say(`type.channel.${channel}`)).join(', ')],
    [say('type.mayBook'), yes(type.patientsMayBook)],
    [say('type.openTo'), say(`type.openTo.${type.openTo}`)],
    [say('type.mayRequest'), yes(type.patientsMayRequest)],
    [say('type.notice'), span(type.patientsNotice)],
    [say('type.ahead'), span(type.patientsAhead * 1440)],
    [say('type.needsRoom'), type.needsRoom ?? ''],
    [say('type.needsEquipment'), type.needsEquipment ?? ''],
    [say('type.needsSkill'), type.needsSkill ?? ''],
    [say('type.capacity'), String(type.capacity)],
    [
      say('type.reminders'),
      type.reminders.map((minutes) => say('type.before', { span: span(minutes) })).join(', '),
    ],
    [say('type.everyone'), yes(type.everyPractitioner)],
  ];
}
