import { hasCode, moveAppointment, Problem } from '@frontdesk/api';
import { Button, cx, type Holding, TimeError, type useHold, useNow, writeDuration } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { AlsoThen } from './AlsoThen.tsx';
import { AtPlace, usePlace } from './AtPlace.tsx';
import type { AnyVisit } from './receive.ts';
import { StaleCalendar } from './StaleCalendar.tsx';
import { useVisitWords } from './words.ts';

type Props = {
  visit: AnyVisit;
  patientId: string;
  holding: ReturnType<typeof useHold>;
  /** Told when it was moved, in words. */
  onMoved: (when: string) => void;
};

/** The old and the new time side by side; the old one is the visit's until the button is pressed and the server agrees. */
export function MoveHeld({ holding, ...rest }: Props) {
  const held = holding.holding;
  return held ? <Compare key={held.holdId} held={held} holding={holding} {...rest} /> : null;
}

type CompareProps = Props & { held: Holding };

function Compare({ visit, patientId, held, holding, onMoved }: CompareProps) {
  const words = useWords();
  const say = useVisitWords();
  const before = useClock(visit.timeZone);
  const queries = useQueryClient();
  const now = useNow();
  const { office, write } = usePlace(held.time.locationId);
  const confirm = useRef<HTMLButtonElement>(null);
  const move = useMutation({
    mutationFn: () => moveAppointment(visit.appointmentId, held.holdId),
    onSuccess: () => {
      holding.finish();
      onMoved(write(held.startsAt));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  useEffect(() => confirm.current?.focus(), []);
  const gone = move.error instanceof Problem && move.error.status === 404;
  const lost = gone || hasCode(move.error, 'hold_expired');
  const closed = hasCode(move.error, 'not_movable');
  const left = writeDuration((Date.parse(held.expiresAt) - now) / 1000);
  return (
    <div className="flex flex-col gap-3 rounded-card border border-primary bg-surface p-3">
      <div className="grid grid-cols-2 gap-3">
        <Side
          title={say('move.now')}
          when={before.moment(visit.startsAt)}
          who={visit.practitionerName}
          office={office && visit.locationName}
        />
        <Side
          title={say('move.new')}
          when={<AtPlace locationId={held.time.locationId}>{(clock) => clock.moment(held.startsAt)}</AtPlace>}
          who={[held.time.practitionerName, held.roomName].filter(Boolean).join(' · ')}
          office={office}
          chosen
        >
          <StaleCalendar time={held.time} />
          <AlsoThen patientId={patientId} at={held} besides={visit.appointmentId} />
        </Side>
      </div>
      <p role="timer" className="tabular font-semibold text-primary">
        {words('times.held', { left })}
      </p>
      <TimeError error={move.error}>{lost ? say('move.lost') : closed ? say('move.closed') : null}</TimeError>
      <div className="flex flex-wrap gap-2">
        {lost || closed ? null : (
          <Button ref={confirm} data-focus look="primary" busy={move.isPending} onClick={() => move.mutate()}>
            {say('move.confirm')}
          </Button>
        )}
        <Button busy={holding.busy} onClick={() => holding.release()}>
          {words('times.release')}
        </Button>
      </div>
    </div>
  );
}

type SideProps = {
  title: string;
  when: ReactNode;
  who: string;
  office: string | null;
  chosen?: boolean;
  children?: ReactNode;
};

function Side({ title, when, who, office, chosen = false, children }: SideProps) {
  return (
    <section aria-label={title} className={cx('min-w-0', !chosen && 'text-muted')}>
      <p className="text-meta font-medium">{title}</p>
      <div className={cx('tabular font-semibold [--state-space:0px]', chosen && 'text-primary')}>{when}</div>
      <p className="truncate">{who}</p>
      {office ? <p>{office}</p> : null}
      {children}
    </section>
  );
}
