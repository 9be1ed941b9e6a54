import type { SetUp, Stranding } from '@frontdesk/api';
import { Button, cx, SaveError } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { AskBeforeLeaving } from './AskBeforeLeaving.tsx';
import { changes, type Fact, same } from './facts.ts';
import { useFaults } from './faults.ts';
import { Meanwhile } from './Meanwhile.tsx';
import { setUpQuery } from './queries.ts';
import { type Change, ChangedMeanwhile, useSave } from './Saving.tsx';
import { useSay } from './words.ts';

const wrong = '[aria-invalid="true"], [data-invalid] input, [data-invalid] button';

export type Form<T> = {
  value: T;
  set: (part: Partial<T>) => void;
  fault: (field: string) => string | undefined;
};

type Props<T extends object> = {
  /** Whose settings these are, for the line after the save. */
  name: string | ((value: T) => string);
  current: T;
  /** Where the same stands in a fresh answer; nowhere, while it is being added. */
  of?: (setUp: SetUp) => T | undefined;
  facts: (value: T) => Fact[];
  ask?: (value: T, now: SetUp) => Promise<Stranding>;
  save: (value: T, now: SetUp) => Promise<unknown>;
  /** How to take back what was added. What was changed gets its former value. */
  undo?: (made: unknown, value: T) => Change;
  conflicts?: Readonly<Record<string, string>>;
  /** False: the form itself shows what is wrong, and nothing is sent. */
  isRight?: (value: T) => boolean;
  submit?: string;
  onSaved?: (made: unknown, value: T) => void;
  children: (form: Form<T>) => ReactNode;
};

/** Follows what the server has until something is changed here; then it is a draft, and what others save meanwhile is shown beside it. */
function useDraft<T extends object>(current: T, saving: boolean) {
  const [base, setBase] = useState(current);
  const [value, setValue] = useState(current);
  const start = (from: T) => {
    setBase(from);
    setValue(from);
  };
  const dirty = !same(value, base);
  const moved = !saving && !same(current, base);
  if (moved && (!dirty || same(current, value))) start(current);
  return { base, value, setValue, dirty, theirs: moved && dirty ? current : null, start };
}

export function EditForm<T extends object>(props: Props<T>) {
  const { current, of, facts, ask, save, isRight, onSaved, children } = props;
  const say = useSay();
  const queries = useQueryClient();
  const perform = useSave();
  const form = useRef<HTMLFormElement>(null);
  const nameOf = (value: T) => (typeof props.name === 'string' ? props.name : props.name(value));

  const saving = useMutation({
    mutationFn: ({ value, base }: { value: T; base: T }) => perform(changeOf(value, base)),
    onSuccess: (saved, { value }) => {
      if (!saved) return;
      draft.start(standing() ?? value);
      onSaved?.(saved.made, value);
    },
  });
  const draft = useDraft(current, saving.isPending);
  const { value, dirty, theirs } = draft;
  const changeOf = (to: T, from: T): Change => ({
    name: nameOf(to),
    changed: changes(facts(from), facts(to)),
    ...(of ? { still: (now: SetUp) => same(of(now) ?? from, from) } : {}),
    ...(ask ? { ask: (now: SetUp) => ask(to, now) } : {}),
    save: (now) => save(to, now),
    // From what the server made of it, such as a name without its blanks.
    undo: (made) => props.undo?.(made, to) ?? changeOf(from, standing() ?? to),
  });
  const standing = () => {
    const now = queries.getQueryData(setUpQuery.queryKey);
    return now && of?.(now);
  };

  // Both versions say it better.
  const error = saving.error instanceof ChangedMeanwhile ? null : saving.error;
  const faults = useFaults(error, Object.keys(value), props.conflicts);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>(wrong)?.focus();
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saving.isPending) return;
    if (isRight && !isRight(value)) form.current?.querySelector<HTMLElement>(wrong)?.focus();
    else saving.mutate({ value, base: theirs ?? draft.base });
  };
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
      {children({
        value,
        set: (part) => draft.setValue((was) => ({ ...was, ...part })),
        fault: faults.at,
      })}
      {theirs ? (
        <Meanwhile different={changes(facts(value), facts(theirs))} takeTheirs={() => draft.start(theirs)} />
      ) : null}
      <div
        className={cx(
          '-mx-6 flex flex-wrap items-center gap-2 border-t px-6 py-3',
          // A long form is saved from wherever it was changed.
          dirty ? 'sticky bottom-0 border-border bg-surface' : 'border-transparent',
        )}
      >
        <div className="w-full empty:hidden">
          <SaveError error={error}>{faults.any ? say('fault.marked') : faults.rest}</SaveError>
        </div>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={!dirty}>
          {theirs ? say('form.saveMine') : (props.submit ?? say('form.save'))}
        </Button>
        {dirty && !saving.isPending ? (
          <Button
            look="quiet"
            onClick={() => {
              saving.reset();
              draft.start(current);
            }}
          >
            {say('form.discard')}
          </Button>
        ) : null}
      </div>
      <AskBeforeLeaving dirty={dirty} />
    </form>
  );
}
