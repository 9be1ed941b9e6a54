import type { SetUp, Stranding } from '@frontdesk/api';
import { Button, SaveError } from '@frontdesk/ui';
import { useMutation } from '@tanstack/react-query';
import { Part } from './fields.tsx';
import { type Change, ChangedMeanwhile, useSave } from './Saving.tsx';
import { useSay } from './words.ts';

type Retirable = {
  name: string;
  /** Nothing but this is changed of what stands there now. */
  setActive: (now: SetUp, active: boolean) => Promise<unknown>;
  /** What it would strand. */
  ask?: (now: SetUp, active: boolean) => Promise<Stranding>;
};
type Props = Retirable & {
  active: boolean;
  /** What it means for this kind of thing. */
  means: string;
};

/** Retires something or brings it back. Nothing is deleted, since visits refer to it; what was added by mistake is retired too. */
export function useRetire(): (what: Retirable, to: boolean) => Change {
  const say = useSay();
  const change = (what: Retirable, to: boolean): Change => {
    const { name, setActive, ask } = what;
    const [was, is] = [say('retire.active'), say('retire.retired')];
    return {
      name,
      changed: [{ label: say('retire.state'), before: to ? is : was, after: to ? was : is }],
      ...(ask ? { ask: (now: SetUp) => ask(now, to) } : {}),
      save: (now) => setActive(now, to),
      undo: () => change(what, !to),
    };
  };
  return change;
}

export function Retirement({ active, means, ...what }: Props) {
  const say = useSay();
  const perform = useSave();
  const retire = useRetire();
  const { name } = what;
  const confirm = {
    title: say('retire.title', { name }),
    body: means,
    submit: say('retire.submit'),
  };
  const saving = useMutation({
    mutationFn: () => perform({ ...retire(what, !active), ...(active ? { confirm } : {}) }),
  });
  return (
    <Part
      title={active ? say('retire.heading') : say('retire.headingBack')}
      hint={active ? means : say('retire.backMeans')}
    >
      <SaveError error={saving.error}>
        {saving.error instanceof ChangedMeanwhile ? say('saved.meanwhile') : null}
      </SaveError>
      <Button className="self-start" busy={saving.isPending} onClick={() => saving.mutate()}>
        {say(active ? 'retire.open' : 'retire.back', { name })}
      </Button>
    </Part>
  );
}
