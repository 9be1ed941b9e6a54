import { hasCode, type Problem } from '@frontdesk/api';
import { Button, SaveError, SelectField, TextField, useLanguage, writeDate } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { among, usePractitioners, WhoFields } from '../book/ChooseWho.tsx';
import type { Who } from '../book/wanted.ts';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { type Suits, WhenFields } from '../shell/When.tsx';

/** What would suit somebody who waits. Empty dates: from today on, as long as the clinic keeps the list. */
export type Wish = Suits & { who: Who; noticeMinutes: number; from: string; until: string };

/** How long before the start one must know: the clinic's usual two hours first. */
const notices = [60, 120, 240, 1440, 2880] as const;

type Props = {
  visitTypeId: string;
  start: Who;
  /** The last day that makes sense, "2026-11-27". */
  latest?: string | undefined;
  busy: boolean;
  error: unknown;
  join: (wish: Wish) => void;
};

type Fault = 'past' | 'beforeFirst' | 'tooLate';

/** What is wrong with the two days: the browser would say it in its own language, and in a bubble that goes away. */
function faultsOf(
  { from, until }: Wish,
  today: string,
  latest = '9999-12-31',
): { from?: Fault; until?: Fault } {
  const late = from > latest ? 'tooLate' : undefined;
  const first = from && from < today ? 'past' : late;
  const last = !until
    ? undefined
    : until < today
      ? 'past'
      : until < from
        ? 'beforeFirst'
        : until > latest
          ? 'tooLate'
          : undefined;
  return { ...(first ? { from: first } : {}), ...(last ? { until: last } : {}) };
}

/** Every question has an answer already, so that whoever takes any time presses one button. */
export function WaitForm({ visitTypeId, start, latest, busy, error, join }: Props) {
  const words = useWords();
  const clock = useClock();
  const language = useLanguage();
  const people = usePractitioners(visitTypeId).data;
  const [wish, setWish] = useState<Wish>({
    weekdays: [],
    partsOfDay: [],
    who: start,
    noticeMinutes: 120,
    from: '',
    until: '',
  });
  const today = clock.date(new Date());
  const [asked, setAsked] = useState(false);
  const faults = asked ? faultsOf(wish, today, latest) : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    const { from, until } = faultsOf(wish, today, latest);
    if (from || until) {
      event.currentTarget.querySelector<HTMLElement>(`input[name="${from ? 'from' : 'until'}"]`)?.focus();
      return;
    }
    join(people ? { ...wish, who: among(people, wish.who) } : wish);
  };
  const say = (fault: Fault | undefined) =>
    fault && words(`wait.fault.${fault}`, { latest: latest ? writeDate(latest, language) : '' });
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-6">
      <WhenFields suits={wish} change={(suits) => setWish({ ...wish, ...suits })} />
      <WhoFields who={wish.who} people={people ?? []} choose={(who) => setWish({ ...wish, who })} />
      <SelectField
        label={words('wait.notice')}
        hint={words('wait.noticeHint')}
        value={wish.noticeMinutes}
        onChange={(event) => setWish({ ...wish, noticeMinutes: Number(event.target.value) })}
      >
        {notices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {words(`wait.notice.${minutes}`)}
          </option>
        ))}
      </SelectField>
      <fieldset className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-3">
        <legend className="mb-1 text-meta font-medium">{words('wait.onlyBetween')}</legend>
        <TextField
          label={words('wait.from')}
          name="from"
          type="date"
          error={say(faults.from)}
          min={today}
          max={wish.until || latest}
          value={wish.from}
          onChange={(event) => setWish({ ...wish, from: event.target.value })}
        />
        <TextField
          label={words('wait.until')}
          name="until"
          type="date"
          error={say(faults.until)}
          min={wish.from || today}
          max={latest}
          value={wish.until}
          onChange={(event) => setWish({ ...wish, until: event.target.value })}
        />
      </fieldset>
      <SaveError error={error}>
        {hasCode(error, 'already_waiting') ? (
          <Already error={error} />
        ) : hasCode(error, 'practitioner_does_not_do_this') ? (
          words('wait.notDone')
        ) : hasCode(error, 'practitioner_not_at_location') ? (
          words('wait.notThere')
        ) : null}
      </SaveError>
      <Button type="submit" look="primary" size="big" busy={busy}>
        {words('wait.join')}
      </Button>
    </form>
  );
}

/** The answer names the place in line there is. */
function Already({ error }: { error: Problem }) {
  const words = useWords();
  const { waitlistId } = error.more;
  return (
    <>
      {words('wait.already')}{' '}
      {typeof waitlistId === 'string' ? (
        <Link to="/waiting/$waitlistId" params={{ waitlistId }} className="font-semibold underline">
          {words('joined.see')}
        </Link>
      ) : null}
    </>
  );
}
