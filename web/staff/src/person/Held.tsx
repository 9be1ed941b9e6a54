import { bookAppointment, hasCode, isRefusal } from '@frontdesk/api';
import {
  Button,
  type Holding,
  TextField,
  TimeError,
  type useHold,
  useNow,
  writeDuration,
} from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Repeat } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { AlsoThen } from '../visit/AlsoThen.tsx';
import { AtPlace, usePlace } from '../visit/AtPlace.tsx';
import { StaleCalendar } from '../visit/StaleCalendar.tsx';
import { useVisitWords } from '../visit/words.ts';
import { useKind } from './useKind.ts';

type Props = {
  holding: ReturnType<typeof useHold>;
  patientId: string;
  /** Kept by who shows this: a hold that runs out takes no words with it. */
  reason: string;
  setReason: (reason: string) => void;
  /** Told when it was booked, in words. */
  onBooked: (when: string) => void;
  /** The same time every week: the hold is given back, for all of them are looked at together. */
  onRepeat?: ((held: Holding) => void) | undefined;
};

export function Held({ holding, ...rest }: Props) {
  const held = holding.holding;
  return held ? <HeldTime key={held.holdId} held={held} holding={holding} {...rest} /> : null;
}

type HeldTimeProps = Props & { held: Holding };

function HeldTime({ held, holding, patientId, reason, setReason, onBooked, onRepeat }: HeldTimeProps) {
  const words = useWords();
  const say = useVisitWords();
  const kind = useKind(held);
  const queries = useQueryClient();
  const now = useNow();
  const { office, write } = usePlace(held.time.locationId);
  const book = useRef<HTMLButtonElement>(null);
  const [key, setKey] = useState(held.holdId);
  const booking = useMutation({
    mutationFn: () =>
      bookAppointment(
        { holdId: held.holdId, patientId, ...(reason.trim() ? { reason: reason.trim() } : {}) },
        key,
      ),
    onSuccess: () => {
      holding.finish();
      onBooked(write(held.startsAt));
    },
    // What got no answer is booked once; what was refused may be sent with another reason.
    onError: (error) => {
      if (isRefusal(error)) setKey(crypto.randomUUID());
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
        <div className="tabular flex gap-2 font-semibold text-primary">
          <div className="min-w-0 flex-1 [--state-space:0px]">
            <AtPlace locationId={held.time.locationId}>{(clock) => clock.moment(held.startsAt)}</AtPlace>
          </div>
          <span role="timer">{words('times.held', { left })}</span>
        </div>
        <p>{kind}</p>
        <p className="text-muted">
          {[held.time.practitionerName, office, held.roomName].filter(Boolean).join(' · ')}
        </p>
        <StaleCalendar time={held.time} />
        <AlsoThen patientId={patientId} at={held} />
      </div>
      <TextField
        label={words('times.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <TimeError error={booking.error}>{lost ? words('times.lost') : null}</TimeError>
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
              onRepeat(held);
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
