import { hasCode } from '@frontdesk/api';
import { Button, Kbd, SaveError } from '@frontdesk/ui';
import type { VisitStepper } from './receive.ts';
import { useStatusWord } from './statusWord.ts';
import { useVisitWords } from './words.ts';

const refusals = ['too_early', 'status_does_not_follow', 'time_taken'] as const;

/** What the last press did, with the way back; or why the server said no. */
export function StepSaid({ stepper, withKey = false }: { stepper: VisitStepper; withKey?: boolean }) {
  const say = useVisitWords();
  const statusWord = useStatusWord();
  const { done, error } = stepper;
  const refusal = refusals.find((code) => hasCode(error, code));
  return (
    <>
      <div role="status">
        {done ? (
          <p className="flex flex-wrap items-center gap-2 py-1">
            {say('step.said', { name: done.name, status: statusWord(done.to) })}
            {done.undone ? null : (
              <Button size="compact" onClick={stepper.undo}>
                {say('step.undo')}
                {withKey ? <Kbd>U</Kbd> : null}
              </Button>
            )}
          </p>
        ) : null}
      </div>
      <SaveError error={error}>{refusal ? say(`step.${refusal}`) : null}</SaveError>
    </>
  );
}
