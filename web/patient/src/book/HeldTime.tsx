import { bookAppointment, hasCode, isRefusal, type VisitType } from '@frontdesk/api';
import { Button, type Holding, TimeError, typeName, useLanguage, useNow, writeDuration } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useOffice } from '../visits/where.ts';

type Props = {
  held: Holding;
  /** What it was held for. */
  type: VisitType;
  who: string;
  /** Something else is looked for by now. */
  earlier: boolean;
  zone: string | undefined;
  reason: string;
  patientId: string;
  onBooked: (visit: { appointmentId: string; startsAt: string }) => void;
  release: () => void;
};

export function HeldTime(props: Props) {
  const { held, type, who, earlier, zone, reason, patientId, onBooked, release } = props;
  const words = useWords();
  const language = useLanguage();
  const clock = useClock(zone);
  const { locationId } = held.time;
  const channel = held.channel ?? 'in-person';
  const where = useOffice()({ locationId, channel });
  // Said where it was a choice, and where nobody goes to the clinic.
  const how = type.channels.length > 1 || channel !== 'in-person' ? words(`channel.${channel}`) : '';
  const queries = useQueryClient();
  const now = useNow();
  // The hold's id, also after a reload: pressing twice books once.
  const [key, setKey] = useState(held.holdId);
  const book = useMutation({
    mutationFn: () => bookAppointment({ holdId: held.holdId, patientId, ...(reason ? { reason } : {}) }, key),
    onSuccess: onBooked,
    // Words that a reload has lost make it another request.
    onError: (error) => {
      if (isRefusal(error)) setKey(crypto.randomUUID());
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const lost = hasCode(book.error, 'hold_expired') || hasCode(book.error, 'time_taken');
  const left = writeDuration((Date.parse(held.expiresAt) - now) / 1000);
  return (
    <section className="rounded-card border border-border bg-surface p-[20px]">
      {earlier ? <p className="mb-3 text-warn">{words('book.heldEarlier')}</p> : null}
      <p className="font-semibold">{typeName(type, language)}</p>
      <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold first-letter:uppercase">
        {clock.longMoment(held.startsAt)}
      </p>
      <p className="text-muted">{[who, where || how, reason].filter(Boolean).join(' · ')}</p>
      <p className="tabular mt-4 text-meta font-semibold text-primary" role="timer">
        {words('book.held', { left })}
      </p>
      <div className="mt-4 flex flex-col gap-3">
        <TimeError error={book.error}>{lost ? words('book.lost') : null}</TimeError>
        {lost ? null : (
          <Button look="primary" size="big" busy={book.isPending} onClick={() => book.mutate()}>
            {words('book.book')}
          </Button>
        )}
        <Button size="big" onClick={release}>
          {words('book.otherTime')}
        </Button>
      </div>
    </section>
  );
}
