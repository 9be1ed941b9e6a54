import type { VisitType } from '@frontdesk/api';
import { EmptyState, QueryView, Skeleton, TextField, typeName, useLanguage, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useClinic } from '../session/session.ts';
import { visitTypesQuery } from './queries.ts';
import { ChoiceRow, Step } from './Step.tsx';

type Props = {
  patientId: string;
  /** As typed; kept by who shows this, for whoever comes back. */
  reason: string;
  setReason: (reason: string) => void;
  back?: () => void;
  choose: (type: VisitType) => void;
};

export function ChooseReason({ patientId, reason, setReason, back, choose }: Props) {
  const words = useWords();
  const clinic = useClinic();
  const types = useQuery(visitTypesQuery);
  return (
    <Step at={1} patientId={patientId} title={words('book.reasonTitle')} {...(back ? { back } : {})}>
      <QueryView query={types} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
        {(all) => {
          if (all.length === 0)
            return (
              <EmptyState title={words('book.noTypesTitle')}>
                {words('book.noTypesBody', { phone: writePhone(clinic?.phone ?? '') })}
              </EmptyState>
            );
          return (
            <div className="flex flex-col gap-6">
              <TextField
                label={words('book.reasonWords')}
                hint={words('book.reasonHint')}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <Types
                title={words('book.here')}
                types={all.filter((type) => type.patientsMay !== 'request')}
                choose={choose}
              />
              <Types
                title={words('book.ask')}
                body={words('book.askBody')}
                types={all.filter((type) => type.patientsMay === 'request')}
                choose={choose}
              />
            </div>
          );
        }}
      </QueryView>
    </Step>
  );
}

type TypesProps = { title: string; body?: string; types: VisitType[]; choose: (type: VisitType) => void };

function Types({ title, body, types, choose }: TypesProps) {
  const language = useLanguage();
  const note = useNote();
  if (types.length === 0) return null;
  return (
    <section>
      <h2 className="text-title font-semibold">{title}</h2>
      {body ? <p className="text-meta text-muted">{body}</p> : null}
      <ul className="mt-2.5 flex flex-col gap-2.5">
        {types.map((type) => (
          <li key={type.visitTypeId}>
            <ChoiceRow onClick={() => choose(type)} note={note(type)}>
              {typeName(type, language)}
            </ChoiceRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "20 minutes · By video or by phone · For new patients": what tells one kind of visit from another. */
function useNote() {
  const words = useWords();
  const language = useLanguage();
  const or = new Intl.ListFormat(language, { type: 'disjunction' });
  return (type: VisitType) => {
    const { channels } = type;
    const usual = channels.length === 1 && channels[0] === 'in-person';
    const ways = or.format(channels.map((channel) => words(`channel.${channel}`)));
    return [
      words('book.minutes', { count: type.minutes }),
      usual ? null : ways.charAt(0) + ways.slice(1).toLocaleLowerCase(language),
      type.capacity > 1 ? words('book.group', { count: type.capacity }) : null,
      type.openTo === 'new' ? words('book.forNew') : null,
      type.openTo === 'established' ? words('book.forEstablished') : null,
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
