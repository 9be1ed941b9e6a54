import { hasCode, moveAppointment, Problem } from '@frontdesk/api';
import { Button, cx, type Holding, TimeError, useNow, writeDuration, writePhone } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useClinic, useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import type { NewTime } from './Moved.tsx';
import type { MyVisit } from './queries.ts';
import { useOffice } from './where.ts';

type Props = {
  visit: MyVisit;
  held: Holding;
  zone: string;
  release: () => void;
  onMoved: (to: NewTime) => void;
};

/** The old and the new time side by side. Nothing changes before the big button, and what is refused changes nothing. */
export function MoveHeld({ visit, held, zone, release, onMoved }: Props) {
  const words = useWords();
  const clinic = useClinic();
  const queries = useQueryClient();
  const now = useNow();
  const office = useOffice();
  const who = held.time.practitionerName;
  const where = office({ locationId: held.time.locationId, channel: held.channel });
  const clock = useClock(visit.timeZone);
  const move = useMutation({
    mutationFn: () => moveAppointment(visit.appointmentId, held.holdId),
    onSuccess: ({ startsAt }) =>
      onMoved({
        patientId: visit.patientId,
        startsAt,
        zone,
        who,
        where,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const lost = hasCode(move.error, 'hold_expired') || isNotFound(move.error);
  const closed = hasCode(move.error, 'already_started') || hasCode(move.error, 'not_movable');
  const left = writeDuration((Date.parse(held.expiresAt) - now) / 1000);
  return (
    <>
      <Whose patientId={visit.patientId} className="mb-2.5 block font-semibold" />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-2.5">
        <Side
          title={words('move.now')}
          at={visit.startsAt}
          zone={visit.timeZone}
          who={visit.practitionerName}
          where={office(visit)}
        />
        <Side title={words('move.new')} at={held.startsAt} zone={zone} who={who} where={where} chosen />
      </div>
      <p className="tabular mt-4 text-meta font-semibold text-primary" role="timer">
        {words('book.held', { left })}
      </p>
      <div className="mt-4 flex flex-col gap-3">
        <TimeError error={move.error}>
          {lost
            ? words('move.lost', { when: clock.longMoment(visit.startsAt) })
            : closed
              ? words('move.closed', { phone: writePhone(clinic?.phone ?? '') })
              : null}
        </TimeError>
        {lost || closed ? null : (
          <Button look="primary" size="big" busy={move.isPending} onClick={() => move.mutate()}>
            {words('move.confirm')}
          </Button>
        )}
        <Button size="big" onClick={release}>
          {closed ? words('move.keep') : words('book.otherTime')}
        </Button>
      </div>
    </>
  );
}

// The sweep has taken the hold away already.
const isNotFound = (error: unknown) => error instanceof Problem && error.status === 404;

type SideProps = { title: string; at: string; zone: string; who: string; where: string; chosen?: boolean };

function Side({ title, at, zone, who, where, chosen = false }: SideProps) {
  const clock = useClock(zone);
  return (
    <section
      aria-label={title}
      className={cx(
        'rounded-card border p-4',
        chosen ? 'border-primary bg-primary-soft' : 'border-border bg-surface text-muted',
      )}
    >
      <p className="text-meta font-semibold">{title}</p>
      <p className={cx('mt-1 first-letter:uppercase', chosen && 'font-semibold')}>{clock.longDay(at)}</p>
      <p className="tabular text-[1.375rem] leading-tight font-semibold">{clock.markedTime(at)}</p>
      <p className="mt-1 text-meta">{who}</p>
      {where ? <p className="text-meta">{where}</p> : null}
    </section>
  );
}
