import { LanguageSwitch, useTitle } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useClinic } from '../session/session.ts';
import { useArrival } from './useArrival.ts';

/** One column of at most 560 px; the clinic's name and the other language stand on top of every page. */
export function Page({ children }: { children: ReactNode }) {
  const clinic = useClinic();
  return (
    <div className="mx-auto w-full max-w-140 px-[20px] pt-3 pb-32">
      <header className="mb-2 flex min-h-11 flex-wrap items-center justify-between gap-x-3">
        <span className="text-meta font-semibold text-muted">{clinic?.name ?? ' '}</span>
        <span className="ml-auto">
          <LanguageSwitch />
        </span>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

type TitleProps = { children: string; tab?: string; step?: string };

/** The heading of the page, and of the tab unless that would name somebody. `step`: where a page has several, which one this is. */
export function Title({ children, tab, step = '' }: TitleProps) {
  useTitle(tab ?? children, useClinic()?.name);
  return (
    <h1
      ref={useArrival(step)}
      tabIndex={-1}
      className="mb-4 text-page font-semibold tracking-[-0.02em] text-balance"
    >
      {children}
    </h1>
  );
}
