import type { VisitType } from '@frontdesk/api';
import { EmptyState, QueryView, Skeleton, TextField, typeName, useLanguage, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClinic } from '../session/session.ts';
import type { Choice } from './BookScreen.tsx';
import { visitTypesQuery } from './queries.ts';
import { ChoiceRow, Step } from './Step.tsx';

type Props = { choice: Choice; choose: (type: VisitType, words: string) => void };

export function ChooseReason({ choice, choose }: Props) {
  const words = useWords();
  const language = useLanguage();
  const clinic = useClinic();
  const types = useQuery(visitTypesQuery);
  const [reason, setReason] = useState(choice.words);
  return (
    <Step at={1} title={words('book.reasonTitle')}>
      <QueryView query={types} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
        {(all) => {
          const open = all.filter((type) => type.patientsMayBook);
          if (open.length === 0)
            return (
              <EmptyState title={words('book.noTypesTitle')}>
                {words('book.noTypesBody', { phone: writePhone(clinic?.phone ?? '') })}
              </EmptyState>
            );
          return (
            <div className="flex flex-col gap-5">
              <TextField
                label={words('book.reasonWords')}
                hint={words('book.reasonHint')}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <ul className="flex flex-col gap-2.5">
                {open.map((type) => (
                  <li key={type.visitTypeId}>
                    <ChoiceRow
                      onClick={() => choose(type, reason.trim())}
                      note={words('book.minutes', { minutes: type.minutes })}
                    >
                      {typeName(type, language)}
                    </ChoiceRow>
                  </li>
                ))}
              </ul>
            </div>
          );
        }}
      </QueryView>
    </Step>
  );
}
