import { createLink } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { ComponentProps } from 'react';

const shape = '-ml-1 inline-flex min-h-12 items-center gap-1 pr-2 font-semibold text-primary';

function Back({ children, ...rest }: ComponentProps<'a'>) {
  return (
    <a {...rest} className={shape}>
      <ChevronLeft size={20} aria-hidden />
      {children}
    </a>
  );
}

/** On top of a screen that was opened from another one. */
export const BackLink = createLink(Back);

/** The same within a screen of several steps. */
export function BackButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <button type="button" className={shape} onClick={onClick}>
      <ChevronLeft size={20} aria-hidden />
      {children}
    </button>
  );
}
