import type { Stranding } from '@frontdesk/api';
import { Button, SaveError } from '@frontdesk/ui';
import { useMutation } from '@tanstack/react-query';
import { Part } from './fields.tsx';
import { type Change, useSave } from './Saving.tsx';
import { useSay } from './words.ts';

type Props = {
  name: string;
  active: boolean;
  /** What it means for this kind of thing. */
  means: string;
  ask?: (active: boolean) => Promise<Stranding>;
  save: (active: boolean) => Promise<unknown>;
};

/** Retires something or brings it back. Nothing is deleted, since visits refer to it; what was added by mistake is retired too. */
export function useRetire(): (given: Omit<Props, 'active'>, to: boolean, confirm: boolean) => Change {
  const say = useSay();
  const change = (given: Omit<Props, 'active'>, to: boolean, confirm: boolean): Change => {
    const { name, means, ask, save } = given;
    const [was, is] = [say('retire.active'), say('retire.retired')];
    return {
      name,
      changed: [{ label: say('retire.state'), before: to ? is : was, after: to ? was : is }],
      ...(ask ? { ask: () => ask(to) } : {}),
      ...(confirm
        ? {
            confirm: {
              title: say('retire.title', { name }),
              body: means,
              submit: say('retire.submit', { name }),
            },
          }
        : {}),
      save: () => save(to),
      undo: () => change(given, !to, false),
    };
  };
  return change;
}

export function Retirement({ active, ...given }: Props) {
  const say = useSay();
  const perform = useSave();
  const retire = useRetire();
  const saving = useMutation({ mutationFn: () => perform(retire(given, !active, active)) });
  return (
    <Part
      title={active ? say('retire.heading') : say('retire.headingBack')}
      hint={active ? given.means : say('retire.backMeans')}
    >
      <SaveError error={saving.error} />
      <Button className="self-start" busy={saving.isPending} onClick={() => saving.mutate()}>
        {say(active ? 'retire.open' : 'retire.back', { name: given.name })}
      </Button>
    </Part>
  );
}
