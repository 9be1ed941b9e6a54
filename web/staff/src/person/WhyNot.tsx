import { type Channel, type Explanation, explainTime, type Practitioner, type Time } from '@frontdesk/api';
import { Button, ErrorState, SelectField, Skeleton, TextField } from '@frontdesk/ui';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';
import { locationsQuery } from './queries.ts';

type Asked = {
  channel?: Channel;
  visitTypeId: string;
  practitionerId: string;
  locationId: string;
  at: string;
  movesAppointmentId?: string;
};
type Props = {
  visitTypeId: string;
  channel: Channel | undefined;
  /** The visit that would move there. */
  moves: string | undefined;
  minutes: number;
  practitioners: Practitioner[];
  /** The one chosen above, if one is. */
  practitionerId: string;
  day: string;
  busy: boolean;
  onHold: (time: Time) => void;
};

/** "And Tuesday at four?" Says why that time is not among the open ones, in words to read out, in both languages. */
export function WhyNot(props: Props) {
  const say = useVisitWords();
  return (
    <details className="mt-3">
      <summary className="min-h-6 text-meta text-muted">{say('explain.ask')}</summary>
      <Ask {...props} key={`${props.visitTypeId}${props.channel}${props.practitionerId}${props.day}`} />
    </details>
  );
}

function Ask({
  visitTypeId,
  channel,
  moves,
  minutes,
  practitioners,
  practitionerId,
  day,
  busy,
  onHold,
}: Props) {
  const words = useWords();
  const say = useVisitWords();
  const locations = useQuery(locationsQuery).data ?? [];
  const [who, setWho] = useState(practitionerId);
  const [where, setWhere] = useState('');
  const [date, setDate] = useState(day);
  const [time, setTime] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const person = practitioners.find((one) => one.practitionerId === who) ?? practitioners[0];
  const places = locations.filter((one) => person?.locationIds.includes(one.locationId));
  const locationId = places.some((one) => one.locationId === where) ? where : (places[0]?.locationId ?? '');
  const said = useQuery({
    queryKey: ['scheduling', 'explain', asked],
    queryFn: asked ? ({ signal }) => explainTime(asked, { signal }) : skipToken,
  });
  return (
    <form
      className="mt-2 grid grid-cols-2 gap-2"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const complete = person !== undefined && locationId !== '' && date !== '' && time !== '';
        setIncomplete(!complete);
        if (complete)
          setAsked({
            ...(channel ? { channel } : {}),
            ...(moves ? { movesAppointmentId: moves } : {}),
            visitTypeId,
            practitionerId: person.practitionerId,
            locationId,
            at: `${date}T${time.slice(0, 5)}`,
          });
      }}
    >
      <div className="col-span-2">
        <SelectField
          label={words('times.who')}
          value={person?.practitionerId ?? ''}
          onChange={(e) => setWho(e.target.value)}
        >
          {practitioners.map((one) => (
            <option key={one.practitionerId} value={one.practitionerId}>
              {one.name}
            </option>
          ))}
        </SelectField>
      </div>
      {places.length > 1 ? (
        <div className="col-span-2">
          <SelectField
            label={say('explain.where')}
            value={locationId}
            onChange={(e) => setWhere(e.target.value)}
          >
            {places.map((one) => (
              <option key={one.locationId} value={one.locationId}>
                {one.name}
              </option>
            ))}
          </SelectField>
        </div>
      ) : null}
      <TextField
        label={say('explain.day')}
        type="date"
        value={date}
        onChange={(e) => setDate(e.target.value)}
      />
      <TextField
        label={say('explain.time')}
        type="time"
        step={300}
        value={time}
        onChange={(e) => setTime(e.target.value)}
      />
      <div className="col-span-2 flex flex-col items-start gap-2">
        <Button type="submit" size="compact">
          {say('explain.submit')}
        </Button>
        {incomplete ? (
          <p role="alert" className="text-warn">
            {say('explain.incomplete')}
          </p>
        ) : null}
        {said.isLoading ? <Skeleton rows={1} rowClassName="h-5" /> : null}
        {said.isError ? <ErrorState error={said.error} retry={() => void said.refetch()} /> : null}
        <div role="status" className="flex flex-col gap-2">
          {(said.data?.answers ?? []).map((answer) => (
            <Answer
              key={answer.startsAt ?? 'skipped'}
              answer={answer}
              zone={said.data?.timeZone}
              several={(said.data?.answers.length ?? 0) > 1}
              time={asked ? timeOf(answer, minutes, asked, practitioners) : undefined}
              busy={busy}
              onHold={onHold}
            />
          ))}
        </div>
      </div>
    </form>
  );
}

/** What was asked about, as a time that can be held, if it can be. */
function timeOf(
  { offered, startsAt, patientCode }: Explanation,
  minutes: number,
  { practitionerId, locationId }: Asked,
  practitioners: Practitioner[],
): Time | undefined {
  if (!offered || !startsAt) return undefined;
  return {
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString(),
    practitionerId,
    practitionerName: practitioners.find((one) => one.practitionerId === practitionerId)?.name ?? '',
    locationId,
    ...(patientCode === 'calendar_stale' ? { warning: patientCode } : {}),
  };
}

type AnswerProps = {
  answer: Explanation;
  zone: string | undefined;
  several: boolean;
  time: Time | undefined;
  busy: boolean;
  onHold: (time: Time) => void;
};

/** What an hour that occurs twice is, its zone's name tells. */
function Answer({ answer, zone, several, time, busy, onHold }: AnswerProps) {
  const say = useVisitWords();
  const clock = useClock(zone);
  const [mine, other] = clock.language === 'es' ? (['es', 'en'] as const) : (['en', 'es'] as const);
  const zoned = answer.startsAt && several ? `${clock.zoneName(answer.startsAt)} ` : '';
  return (
    <div>
      <p className={answer.offered ? 'font-medium text-ok' : 'font-medium'}>
        {zoned}
        {answer[mine]}
      </p>
      <p className="text-meta text-muted">
        {say('explain.inOther')}: <span lang={other}>{answer[other]}</span>
      </p>
      {time ? (
        <Button size="compact" className="mt-1" busy={busy} onClick={() => onHold(time)}>
          {say('explain.hold')}
        </Button>
      ) : null}
    </div>
  );
}
