import { Button, cx, EmptyState, TextField, useLanguage, useUiWords } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useListKeys } from '../shell/useListKeys.ts';
import { useSetUp } from './queries.ts';
import { type Entry, entriesOf, fold, type Section, sections } from './sections.ts';
import { useSay } from './words.ts';

const row =
  'flex min-h-8 items-center rounded-control border border-transparent px-2 hover:bg-sunken ' +
  'aria-[current=page]:border-border aria-[current=page]:bg-surface aria-[current=page]:text-primary';

type Shown = { section: Section; entries: Entry[]; about: string | null };

/** All that can be set. What is typed finds sections, by their words too, and each thing by its name. */
export function Nav({ section, chosen }: { section: Section | undefined; chosen: string | undefined }) {
  const say = useSay();
  const ui = useUiWords();
  const language = useLanguage();
  const list = useListKeys<HTMLUListElement>();
  const [text, setText] = useState('');
  const entries = entriesOf(useSetUp(), language);
  const wanted = fold(text.trim());
  const shown = sections.flatMap((one): Shown[] => {
    const all = entries[one];
    if (wanted === '') return [{ section: one, entries: one === section ? all : [], about: null }];
    const about = say(`nav.about.${one}`);
    const named = fold(say(`nav.${one}`)).includes(wanted);
    const found = all.filter((entry) => fold(entry.name).includes(wanted));
    if (!named && found.length === 0 && !fold(about).includes(wanted)) return [];
    return [{ section: one, entries: found, about }];
  });
  return (
    <nav aria-label={say('settings.title')} className="flex min-h-0 flex-col border-r border-border bg-bg">
      <div className="flex h-11 shrink-0 items-center border-b border-border px-3.5">
        <h1 className="text-title font-semibold">{say('settings.title')}</h1>
      </div>
      <div className="px-3 py-2">
        <TextField
          label={say('nav.find')}
          hideLabel
          placeholder={say('nav.find')}
          type="search"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <ul ref={list} className="min-h-0 flex-1 overflow-auto px-3 pb-3">
        {shown.map(({ section: one, entries: found, about }) => (
          <li key={one} className="mb-1">
            <ToSection section={one} open={one === section && chosen === undefined}>
              {say(`nav.${one}`)}
              {about ? <span className="block text-meta font-normal text-muted">{about}</span> : null}
            </ToSection>
            {found.length > 0 ? (
              <ul className="ml-2 border-l border-border pl-2">
                {found.map((entry) => (
                  <li key={entry.id}>
                    <Link
                      data-row
                      to="/settings/{-$section}/{-$id}/{-$part}"
                      params={{ section: one, id: entry.id, part: undefined }}
                      activeOptions={{ exact: false }}
                      className={cx(row, entry.retired && 'text-muted')}
                    >
                      <span className="truncate">{entry.name}</span>
                      {entry.retired ? (
                        <span className="ml-auto pl-2 text-meta">{say('settings.retired')}</span>
                      ) : null}
                    </Link>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
      {shown.length === 0 ? (
        <EmptyState
          title={say('nav.noneTitle')}
          action={<Button onClick={() => setText('')}>{ui('ui.clearFilter')}</Button>}
        >
          {say('nav.noneBody')}
        </EmptyState>
      ) : null}
    </nav>
  );
}

type ToSectionProps = { section: Section; open: boolean; children: ReactNode };

function ToSection({ section, open, children }: ToSectionProps) {
  return (
    <Link
      data-row
      to="/settings/{-$section}/{-$id}/{-$part}"
      params={{ section, id: undefined, part: undefined }}
      // The first section also stands at the bare address.
      activeOptions={{ exact: true }}
      aria-current={open ? 'page' : undefined}
      className={cx(row, 'py-1 font-medium')}
    >
      <span>{children}</span>
    </Link>
  );
}
