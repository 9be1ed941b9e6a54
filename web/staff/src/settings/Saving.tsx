import type { SetUp, Stranding } from '@frontdesk/api';
import { Button, Kbd, SaveError, useKeys } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { AskFirst } from './AskFirst.tsx';
import type { Changed } from './facts.ts';
import { setUpQuery } from './queries.ts';
import { useSay } from './words.ts';

/** Retiring and what cannot be taken back are asked for by name. */
export type Confirm = { title: string; body: string; submit: string };

/** One change as the person means it: what it does, what it strands, and the way back. */
export type Change = {
  /** "Dr. Lin" */
  name: string;
  changed: readonly Changed[];
  /** Whether what it changes is as the person saw it; what somebody else saved since is not overwritten unseen. */
  still?: (now: SetUp) => boolean;
  /** Asks with `preview` what would be stranded; only changes of hours strand visits. */
  ask?: (now: SetUp) => Promise<Stranding>;
  save: (now: SetUp) => Promise<unknown>;
  confirm?: Confirm;
  /** Made of what the save answered; without it there is no way back. */
  undo?: (made: unknown) => Change;
};

/** Somebody else saved the same meanwhile: nothing was sent. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** Answers what the save answered, or null when the person kept what was. */
export type Perform = (change: Change) => Promise<{ made: unknown } | null>;
export type Asked = { change: Change; stranding: Stranding | null; answer: (go: boolean) => void };
type Said = { change: Change; workItems: number; undo: Change | null; undone: boolean };

const Saver = createContext<Perform>(() => Promise.resolve(null));
export const useSave = (): Perform => useContext(Saver);

/** Asks first, saves, and then says what changed with the way back; it stays while the settings are open. */
export function Saving({ children }: { children: (line: ReactNode) => ReactNode }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const look = async (change: Change): Promise<SetUp> => {
    const now = await queries.fetchQuery({ ...setUpQuery, staleTime: 0 });
    if (change.still && !change.still(now)) throw new ChangedMeanwhile();
    return now;
  };
  const perform = async (change: Change, undone: boolean) => {
    let now = await look(change);
    const stranding = change.ask ? await change.ask(now) : null;
    if (change.confirm || (stranding && stranding.stranded.length > 0)) {
      const go = await new Promise<boolean>((answer) => setAsked({ change, stranding, answer }));
      setAsked(null);
      if (!go) return null;
      // However long the question stood there.
      now = await look(change);
    }
    const made = await change.save(now);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['scheduling-settings'] }),
      // Free times and days are drawn from the rules.
      queries.invalidateQueries({ queryKey: ['scheduling'] }),
    ]);
    const undo = undone ? null : (change.undo?.(made) ?? null);
    // What the save did is the last word, not what the preview said.
    const workItems = (made as Partial<Stranding> | undefined)?.workItems ?? 0;
    setSaid({ change, workItems, undo, undone });
    return { made };
  };
  const back = useMutation({ mutationFn: (change: Change) => perform(change, true) });
  const { reset } = back;
  const save: Perform = async (change) => {
    reset();
    setSaid(null);
    return await perform(change, false);
  };
  return (
    <Saver value={save}>
      {children(
        said ? (
          <SavedLine
            said={said}
            busy={back.isPending}
            error={back.error}
            undo={() => {
              if (said.undo && !back.isPending) back.mutate(said.undo);
            }}
          />
        ) : null,
      )}
      {asked ? <AskFirst asked={asked} /> : null}
    </Saver>
  );
}

type LineProps = { said: Said; busy: boolean; error: unknown; undo: () => void };

function SavedLine({ said, busy, error, undo }: LineProps) {
  const say = useSay();
  useKeys({ u: undo });
  const { change, undone, workItems } = said;
  const none = say('saved.none');
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-border bg-surface px-6 py-2">
      <p role="status" className="min-w-0 flex-1">
        <span className="font-semibold">
          {say(undone ? 'saved.undone' : 'saved.title', { name: change.name })}
        </span>{' '}
        {change.changed.map(({ label, before, after }) => (
          <span key={label} className="mr-3 inline-block">
            {label}:{' '}
            {before ? (
              <>
                <del className="text-muted">{before}</del> <span aria-hidden>→</span>{' '}
              </>
            ) : null}
            <ins className="no-underline">{after || none}</ins>
          </span>
        ))}
        {workItems > 0 ? <span>{say('saved.stranded', { count: workItems })}</span> : null}
      </p>
      {said.undo && !undone ? (
        <Button size="compact" busy={busy} onClick={undo}>
          {say('saved.undo')}
          <Kbd>U</Kbd>
        </Button>
      ) : null}
      <SaveError error={error}>{error instanceof ChangedMeanwhile ? say('saved.meanwhile') : null}</SaveError>
    </div>
  );
}
