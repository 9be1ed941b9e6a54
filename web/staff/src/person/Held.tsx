import { bookAppointment, hasCode, type Time } from '@frontdesk/api';
import { Button, SaveError, TextField, type useHold, useNow, writeDuration } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Repeat } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';

type Props = {
  holding: ReturnType<typeof useHold>;
  patientId: string;
  zones: Record<string, string>;
  /** Told when it was booked, in words. */
  onBooked: (when: string) => void;
  /** The same time every week: the hold is given back, for all of them are looked at together. */
  onRepeat?: ((time: Time) => void) | undefined;
};

export function Held({ holding, ...rest }: Props) {
  const held = holding.holding;
  return held ? <HeldTime key={held.holdId} held={held} holding={holding} {...rest} /> : null;
}

type HeldTimeProps = Props & { held: NonNullable<Props['holding']['holding']> };

function HeldTime({ held, holding, patientId, zones, onBooked, onRepeat }: HeldTimeProps) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock(zones[held.time.locationId]);
  const queries = useQueryClient();
  const now = useNow();
  const [reason, setReason] = useState('');
  const book = useRef<HTMLButtonElement>(null);
  const booking = useMutation({
    // The hold's id is the key: pressing twice books once.
    mutationFn: () =>
      bookAppointment(
        { holdId: held.holdId, patientId, ...(reason.trim() ? { reason: reason.trim() } : {}) },
        held.holdId,
      ),
    onSuccess: () => {
      holding.finish();
      onBooked(clock.moment(held.startsAt));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  useEffect(() => book.current?.focus(), []);
  const lost = hasCode(booking.error, 'hold_expired') || hasCode(booking.error, 'time_taken');
  const left = writeDuration((Date.parse(held.expiresAt) - now) / 1000);
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-primary bg-surface p-3"
      onSubmit={(event) => {
        event.preventDefault();
        booking.mutate();
      }}
    >
      <div>
        <p className="tabular flex font-semibold text-primary">
          {clock.moment(held.startsAt)}
          <span className="ml-auto" role="timer">
            {words('times.held', { left })}
          </span>
        </p>
        <p className="text-muted">
          {[held.time.practitionerName, held.roomName].filter(Boolean).join(' · ')}
        </p>
      </div>
      <TextField
        label={words('times.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <SaveError error={booking.error}>{lost ? words('times.lost') : null}</SaveError>
      <div className="flex flex-wrap gap-2">
        <Button ref={book} type="submit" look="primary" busy={booking.isPending}>
          {words('times.book')}
        </Button>
        <Button busy={holding.busy} onClick={() => holding.release()}>
          {words('times.release')}
        </Button>
        {onRepeat ? (
          <Button
            look="quiet"
            busy={holding.busy}
            onClick={() => {
              holding.release();
              onRepeat(held.time);
            }}
          >
            <Repeat size={14} aria-hidden />
            {say('series.repeat')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
