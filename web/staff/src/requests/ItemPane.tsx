import type { WorkItem } from '@frontdesk/api';
import { Button, EmptyState } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useKnownOpen } from '../patients/ChartGate.tsx';
import { LockedPerson, PersonPane, type StartWith } from '../person/PersonPane.tsx';
import { useLiveCall } from '../shell/desk.ts';
import { useRequestWords } from './words.ts';

/** Whom an item is about: their chart, once it is open, with the visit that is to be moved or the times that were asked for. */
export function ItemPane({ item, onActed }: { item: WorkItem; onActed: () => void }) {
  const words = useWords();
  const say = useRequestWords();
  const call = useLiveCall();
  const [sure, setSure] = useState(false);
  const to = item.patientName ?? '';
  if (!item.patientId)
    return <EmptyState title={say('person.unknownTitle')}>{say('person.unknownBody')}</EmptyState>;
  if (call?.verifiedPatientId && call.verifiedPatientId !== item.patientId && !sure)
    return (
      <section id="book">
        <EmptyState
          title={words('guard.title')}
          action={<Button onClick={() => setSure(true)}>{words('guard.open', { to })}</Button>}
        >
          {words('guard.body', { from: call.verifiedPatientName ?? '', to })}
        </EmptyState>
      </section>
    );
  return <Person key={item.itemId} item={item} patientId={item.patientId} onActed={onActed} />;
}

type PersonProps = { item: WorkItem; patientId: string; onActed: () => void };

function Person({ item, patientId, onActed }: PersonProps) {
  if (!useKnownOpen(patientId)) return <LockedPerson patientId={patientId} />;
  return <PersonPane patientId={patientId} start={startOf(item)} onActed={onActed} />;
}

function startOf(item: WorkItem): StartWith {
  if (item.kind === 'stranded_visit') return { movingId: item.subjectId };
  if (item.kind === 'text_reply') return {};
  const { visitTypeId, practitionerIds, locationId, channel, partsOfDay, from } = item.details;
  return {
    wanted: {
      visitTypeId,
      practitionerIds: practitionerIds ?? [],
      locationId: locationId ?? '',
      channel: channel ?? '',
      // Of several parts of the day each is shown: one at most can be looked for.
      partOfDay: partsOfDay?.length === 1 ? (partsOfDay[0] ?? '') : '',
      from: from ?? '',
    },
  };
}
