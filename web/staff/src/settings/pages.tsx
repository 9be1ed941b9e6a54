import { buttonClass, EmptyState, Pill, type Tone } from '@frontdesk/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Section } from './sections.ts';
import { useSay } from './words.ts';

export type PageProps = { id?: string | undefined; part?: string | undefined };

const address = '/settings/{-$section}/{-$id}/{-$part}';

/** Goes to what was just added; its form is saved and holds nobody up. */
export function useOpen(): (section: Section, id: string) => void {
  const navigate = useNavigate();
  return (section, id) =>
    void navigate({
      to: address,
      params: { section, id, part: undefined },
      ignoreBlocker: true,
      replace: true,
    });
}

type TitleProps = { title: string; retired?: boolean; children?: ReactNode };

export function PageTitle({ title, retired = false, children }: TitleProps) {
  const say = useSay();
  return (
    <header className="mb-5 flex min-h-control flex-wrap items-center gap-3">
      <h2 className="text-page font-semibold">{title}</h2>
      {retired ? <Pill tone="warn">{say('settings.retired')}</Pill> : null}
      {children ? <div className="ml-auto flex gap-2">{children}</div> : null}
    </header>
  );
}

export type Row = {
  id: string;
  name: string;
  about: string;
  retired: boolean;
  mark?: { tone: Tone; text: string } | null;
};
type OverviewProps = {
  section: Section;
  title: string;
  add: string;
  rows: readonly Row[];
  emptyTitle: string;
  emptyBody: string;
};

/** All of one kind with the way to add one; without any it says what they are. */
export function Overview({ section, title, add, rows, emptyTitle, emptyBody }: OverviewProps) {
  const say = useSay();
  const toNew = (
    <Link
      to={address}
      params={{ section, id: 'new', part: undefined }}
      className={buttonClass(rows.length === 0 ? 'primary' : 'plain')}
    >
      <Plus size={15} aria-hidden />
      {add}
    </Link>
  );
  return (
    <>
      <PageTitle title={title}>{rows.length > 0 ? toNew : null}</PageTitle>
      {rows.length === 0 ? (
        <div className="rounded-card border border-border">
          <EmptyState title={emptyTitle} action={toNew}>
            {emptyBody}
          </EmptyState>
        </div>
      ) : (
        <ul className="divide-y divide-border rounded-card border border-border">
          {rows.map(({ id, name, about, retired, mark }) => (
            <li key={id}>
              <Link
                to={address}
                params={{ section, id, part: undefined }}
                className="flex min-h-14 items-center gap-3 px-4 py-2 -outline-offset-2 hover:bg-sunken"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="block truncate text-muted">{about}</span>
                </span>
                {mark ? <Pill tone={mark.tone}>{mark.text}</Pill> : null}
                {retired ? <Pill>{say('settings.retired')}</Pill> : null}
                <ChevronRight size={16} aria-hidden className="text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** An address that leads to nothing, or no more. */
export function NotThere({ section }: { section?: Section }) {
  const say = useSay();
  return (
    <>
      <PageTitle title={say(section ? `nav.${section}` : 'settings.title')} />
      <div className="rounded-card border border-border">
        <EmptyState
          title={say('settings.nothingTitle')}
          action={
            <Link to={address} params={{ section, id: undefined, part: undefined }} className={buttonClass()}>
              {say('settings.back')}
            </Link>
          }
        >
          {say('settings.nothingBody')}
        </EmptyState>
      </div>
    </>
  );
}
