import type { ReactNode } from 'react';

/** A screen that has nothing to show yet, or cannot: still one with a heading and a place to skip to. */
export function Fallback({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="min-h-0 overflow-auto bg-surface">
      <h1 className="sr-only">{title}</h1>
      {children}
    </main>
  );
}
