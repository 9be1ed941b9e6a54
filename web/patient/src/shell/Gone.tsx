import type { ReactNode } from 'react';
import { Title } from './Page.tsx';

type Props = { title: string; children: string; action: ReactNode };

/** What the address names is no more, or not for here: said as the page's title, with a way on. */
export function Gone({ title, children, action }: Props) {
  return (
    <>
      <Title>{title}</Title>
      <p className="mb-5 text-muted">{children}</p>
      {action}
    </>
  );
}
