import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { useActsForSomebody, Whose } from '../session/Whose.tsx';
import { BackButton } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';

type Props = {
  /** 0: for whom, which is asked only where there is a choice. */
  at: 0 | 1 | 2 | 3;
  /** Which of several at the same place this is. */
  step?: string;
  patientId?: string;
  title: string;
  back?: () => void;
  children: ReactNode;
};

export function Step({ at, step = `${at}`, patientId, title, back, children }: Props) {
  const words = useWords();
  const more = useActsForSomebody() ? 1 : 0;
  return (
    <>
      <p className="flex min-h-12 flex-wrap items-center gap-x-2 text-meta text-muted">
        {back ? <BackButton onClick={back}>{words('book.back')}</BackButton> : null}
        <span className="tabular">{words('book.step', { at: at + more, of: 3 + more })}</span>
      </p>
      <Title step={step}>{title}</Title>
      {patientId ? <Whose patientId={patientId} className="-mt-3 mb-4 block font-semibold" /> : null}
      {children}
    </>
  );
}

/** A wide row that is one choice. */
export function ChoiceRow({
  onClick,
  children,
  note,
}: {
  onClick: () => void;
  children: ReactNode;
  note?: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-17 w-full items-center gap-3 rounded-control border border-border bg-surface px-4 py-2.5 text-left"
    >
      <span className="flex-1">
        <span className="block font-semibold">{children}</span>
        {note ? <span className="block text-meta text-muted">{note}</span> : null}
      </span>
      <ChevronRight size={20} aria-hidden className="text-muted" />
    </button>
  );
}
