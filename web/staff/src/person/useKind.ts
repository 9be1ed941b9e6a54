import { type Holding, typeName, useLanguage } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useVisitWords } from '../visit/words.ts';
import { visitTypesQuery } from './queries.ts';

/** "Check-up · By video": what a held time becomes. */
export function useKind({ visitTypeId, channel }: Pick<Holding, 'visitTypeId' | 'channel'>): string {
  const say = useVisitWords();
  const language = useLanguage();
  const type = useQuery(visitTypesQuery).data?.find((one) => one.visitTypeId === visitTypeId);
  return [type ? typeName(type, language) : null, channel ? say(`channel.${channel}`) : null]
    .filter(Boolean)
    .join(' · ');
}
