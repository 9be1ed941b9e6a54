import { hasCode, type Time, type Times } from '@frontdesk/api';
import {
  Button,
  ErrorState,
  SaveError,
  SelectField,
  Skeleton,
  typeName,
  useHold,
  visitName,
} from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChartGate } from '../patients/ChartGate.tsx';
import { useClock } from '../session/session.ts';
import { MoveHeld } from '../visit/MoveHeld.tsx';
import { type AnyVisit, useMay } from '../visit/receive.ts';
import { useVisitWords } from '../visit/words.ts';
import { Held } from './Held.tsx';
import { practitionersQuery, timesQuery, visitTypesQuery } from './queries.ts';
import { Slots } from './Slots.tsx';
import { WhyNot } from './WhyNot.tsx';

const JoinHere = lazy(async () => ({ default: (await import('../waitlist/JoinHere.tsx')).JoinHere }));

/** What to look for first; each part can be changed. */
export type Wanted = { visitTypeId: string; practitionerId: string; from: string };

type Props = {
  patientId: string;
  wanted?: Wanted | undefined;
  /** The visit that gets another time; without it a new one is booked. */
  moving?: AnyVisit | undefined;
  onStop?: () => void;
  onDone?: (() => void) | undefined;
};

/** Find, hold and book or move while talking: one press on a time holds it for this person. */
export function OpenTimes({ patientId, wanted, moving, onStop, onDone }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock();
  const types = useQuery(visitTypesQuery).data ?? [];
  const practitioners = useQuery(practitionersQuery).data ?? [];
  const [chosenType, setType] = useState(moving?.visitTypeId ?? wanted?.visitTypeId ?? '');
  const [practitionerId, setPractitioner] = useState(moving?.practitionerId ?? wanted?.practitionerId ?? '');
  const today = clock.date(new Date());
  const [from, setFrom] = useState(wanted && wanted.from > today ? wanted.from : '');
  const visitTypeId = chosenType || (types[0]?.visitTypeId ?? '');
  const times = useQuery(
    timesQuery({ visitTypeId, practitionerId: practitionerId || undefined, from: from || today }),
  );
  const holding = useHold(patientId, undefined, moving?.appointmentId);
  const [done, setDone] = useState('');
  const mayWait = useMay('JoinWaitlist');
  const [waits, setWaits] = useState(false);
  const [joined, setJoined] = useState(false);
  const finish = (when: string) => {
    setDone(when);
    onDone?.();
  };
  const hold = (time: Time) => {
    setDone('');
    holding.hold({ time, visitTypeId });
  };
  const zones = times.data?.timeZones ?? {};
  return (
    <section id="book" className="border-b border-border px-4 py-3">
      <h3 className="mb-2 flex items-center text-meta font-semibold">
        {moving ? say('move.title') : words('times.title')}
        {onStop ? (
          <Button
            size="compact"
            look="quiet"
            className="ml-auto"
            onClick={() => {
              if (holding.holding) holding.release();
              onStop();
            }}
          >
            {say('move.stop')}
          </Button>
        ) : null}
      </h3>
      <div className="mb-3 grid grid-cols-2 gap-2">
        {moving ? (
          <p className="tabular col-span-2 text-muted">
            {visitName(moving, clock.language)} · {clock.moment(moving.startsAt)}
          </p>
        ) : (
          <div className="col-span-2">
            <SelectField
              label={words('times.type')}
              value={visitTypeId}
              onChange={(e) => setType(e.target.value)}
            >
              {types.map((type) => (
                <option key={type.visitTypeId} value={type.visitTypeId}>
                  {words('times.typeMinutes', {
                    name: typeName(type, clock.language),
                    minutes: type.minutes,
                  })}
                </option>
              ))}
            </SelectField>
          </div>
        )}
        <SelectField
          label={words('times.who')}
          value={practitionerId}
          onChange={(e) => setPractitioner(e.target.value)}
        >
          <option value="">{words('times.anyone')}</option>
          {practitioners.map((one) => (
            <option key={one.practitionerId} value={one.practitionerId}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <DateFrom value={from || today} min={today} onChange={setFrom} />
      </div>
      <p role="status" className="mb-2 font-medium text-ok empty:hidden">
        {done ? (moving ? say('move.moved', { when: done }) : words('times.booked', { when: done })) : null}
      </p>
      {holding.expired ? <p className="mb-2 text-warn">{words('times.expired')}</p> : null}
      {hasCode(holding.error, 'chart_locked') ? (
        <ChartGate patientId={patientId} error={holding.error} onOpened={holding.again}>
          {null}
        </ChartGate>
      ) : (
        <SaveError error={holding.error} />
      )}
      {moving ? (
        <MoveHeld
          visit={moving}
          holding={holding}
          zone={zones[holding.holding?.time.locationId ?? '']}
          onMoved={finish}
        />
      ) : (
        <Held holding={holding} patientId={patientId} zones={zones} onBooked={finish} />
      )}
      {holding.nearest ? (
        <div role="alert">
          <p className="mb-2 text-warn">{words('times.taken')}</p>
          <Slots times={holding.nearest} zones={zones} busy={holding.busy} onChoose={hold} />
        </div>
      ) : null}
      {holding.holding || holding.nearest ? null : (
        <Found query={times} busy={holding.busy} onChoose={hold} />
      )}
      {holding.holding ? null : (
        <WhyNot
          visitTypeId={visitTypeId}
          minutes={types.find((type) => type.visitTypeId === visitTypeId)?.minutes ?? 0}
          practitioners={practitioners}
          practitionerId={practitionerId}
          day={from || today}
          busy={holding.busy}
          onHold={hold}
        />
      )}
      {holding.holding || !mayWait ? null : (
        <Button size="compact" look="quiet" className="mt-2 -ml-2.5" onClick={() => setWaits(true)}>
          {say(moving ? 'wait.askEarlier' : 'wait.ask')}
        </Button>
      )}
      <p role="status" className="mt-1 font-medium text-ok empty:hidden">
        {joined ? say('wait.done') : null}
      </p>
      {waits ? (
        <Suspense>
          <JoinHere
            patientId={patientId}
            start={{
              visitTypeId,
              practitionerIds: practitionerId ? [practitionerId] : [],
              from: from || today,
            }}
            moving={moving}
            onJoined={() => {
              setWaits(false);
              setJoined(true);
            }}
            onClose={() => setWaits(false)}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

function DateFrom({
  value,
  min,
  onChange,
}: {
  value: string;
  min: string;
  onChange: (date: string) => void;
}) {
  const words = useWords();
  return (
    <label className="flex flex-col gap-1 text-meta font-medium">
      {words('times.from')}
      <input
        type="date"
        className="min-h-control w-full rounded-control border border-control bg-surface px-2 text-body font-normal"
        value={value}
        min={min}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

type FoundProps = {
  query: ReturnType<typeof useQuery<Times>>;
  busy: boolean;
  onChoose: (time: Time) => void;
};

function Found({ query, busy, onChoose }: FoundProps) {
  const words = useWords();
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton rows={3} rowClassName="h-7" />;
  if (query.data.times.length === 0) return <p className="text-muted">{words('times.none')}</p>;
  return <Slots times={query.data.times} zones={query.data.timeZones} busy={busy} onChoose={onChoose} />;
}
