import { hasCode, type Time } from '@frontdesk/api';
import { Button, type Holding, TimeError, useHold, visitName } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChartGate, useKnownOpen } from '../patients/ChartGate.tsx';
import { useClock } from '../session/session.ts';
import { AtPlace, usePlace } from '../visit/AtPlace.tsx';
import { MoveHeld } from '../visit/MoveHeld.tsx';
import { type AnyVisit, useMay } from '../visit/receive.ts';
import { useVisitWords } from '../visit/words.ts';
import { FindFields } from './FindFields.tsx';
import { FoundTimes, useTimes } from './FoundTimes.tsx';
import { channelOf, startFinding, type Wanted } from './finding.ts';
import { Held } from './Held.tsx';
import { practitionersQuery, visitTypesQuery } from './queries.ts';
import { Slots } from './Slots.tsx';
import { WhyNot } from './WhyNot.tsx';

const JoinHere = lazy(async () => ({ default: (await import('../waitlist/JoinHere.tsx')).JoinHere }));
const RepeatWeekly = lazy(async () => ({
  default: (await import('../series/RepeatWeekly.tsx')).RepeatWeekly,
}));

type Props = {
  patientId: string;
  wanted?: Wanted | undefined;
  /** The visit that gets another time; without it a new one is booked. */
  moving?: AnyVisit | undefined;
  onStop?: () => void;
  /** Told when it is, in words. */
  onDone?: ((when: string) => void) | undefined;
};

/** Find, hold and book or move while talking: one press on a time holds it for this person. */
export function OpenTimes({ patientId, wanted, moving, onStop, onDone }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock();
  const before = useClock(moving?.timeZone);
  const types = useQuery(visitTypesQuery).data ?? [];
  const practitioners = useQuery(practitionersQuery).data ?? [];
  const mayRepeat = useMay('BookSeries');
  const today = clock.date(new Date());
  const [chosen, setChosen] = useState(() => startFinding(moving, wanted, today));
  const [repeating, setRepeating] = useState<Holding | null>(null);
  const [reason, setReason] = useState('');
  const [done, setDone] = useState('');
  const type = types.find((one) => one.visitTypeId === chosen.visitTypeId) ?? types[0];
  const visitTypeId = moving?.visitTypeId ?? type?.visitTypeId ?? '';
  const channel = moving ? moving.channel : channelOf(type, chosen.channel);
  const finding = { ...chosen, visitTypeId, channel: channel ?? ('' as const) };
  // Only who may see the visit is told what is free without it.
  const knownOpen = useKnownOpen(patientId);
  const moves = knownOpen ? moving?.appointmentId : undefined;
  const times = useTimes(finding, today, { patientId, movesAppointmentId: moves });
  const holding = useHold(patientId, undefined, moving?.appointmentId);
  const finish = (when: string) => {
    setDone(when);
    setReason('');
    onDone?.(when);
  };
  const hold = (time: Time) => {
    setDone('');
    holding.hold({ time, visitTypeId, channel });
  };
  const holds = holding.holding !== null;
  const became = usePlace(holding.booked?.holding.time.locationId ?? '');
  const bookedAt = holding.booked ? became.write(holding.booked.startsAt) : '';
  const narrowed = chosen.locationId || chosen.language || chosen.partOfDay;
  return (
    <section
      id="book"
      data-focus={moving ? true : undefined}
      tabIndex={-1}
      className="border-b border-border px-4 py-3"
    >
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
      {moving ? (
        <p className="tabular mb-2 text-muted">
          {visitName(moving, clock.language)} · {before.moment(moving.startsAt)}
        </p>
      ) : null}
      {holds ? null : (
        <FindFields
          finding={chosen}
          set={(to) => {
            // The nearest times are of what was asked for then.
            holding.reset();
            setChosen({ ...chosen, ...to });
          }}
          types={types}
          type={type}
          today={today}
          moving={moving !== undefined}
        />
      )}
      <p role="status" className="mb-2 font-medium text-ok empty:hidden">
        {bookedAt ? words('times.booked', { when: bookedAt }) : null}
        {done && !bookedAt
          ? moving
            ? say('move.moved', { when: done })
            : words('times.booked', { when: done })
          : null}
      </p>
      {holding.expired ? (
        <p role="alert" className="mb-2 text-warn">
          {words('times.expired')}
        </p>
      ) : null}
      {hasCode(holding.error, 'chart_locked') ? (
        <ChartGate patientId={patientId} error={holding.error} onOpened={holding.again}>
          {null}
        </ChartGate>
      ) : (
        <TimeError error={holding.error} />
      )}
      {moving ? (
        <MoveHeld visit={moving} patientId={patientId} holding={holding} onMoved={finish} />
      ) : (
        <Held
          holding={holding}
          patientId={patientId}
          reason={reason}
          setReason={setReason}
          onBooked={finish}
          onRepeat={mayRepeat ? setRepeating : undefined}
        />
      )}
      {holding.nearest ? (
        <div role="alert" data-focus tabIndex={-1}>
          <p className="mb-2 text-warn">{words('times.taken')}</p>
          <Slots times={holding.nearest} busy={holding.busy} onChoose={hold} />
        </div>
      ) : null}
      {holds || holding.nearest ? null : (
        <FoundTimes
          query={times}
          clear={
            narrowed ? () => setChosen({ ...chosen, locationId: '', language: '', partOfDay: '' }) : undefined
          }
          busy={holding.busy}
          onChoose={hold}
        />
      )}
      {holds ? null : (
        <>
          <WhyNot
            visitTypeId={visitTypeId}
            channel={channel}
            moves={moves}
            minutes={type?.minutes ?? 0}
            practitioners={practitioners}
            practitionerId={chosen.practitionerIds[0] ?? ''}
            day={chosen.from || today}
            busy={holding.busy}
            onHold={hold}
          />
          <Wait patientId={patientId} moving={moving} wanted={{ ...finding, from: chosen.from || today }} />
        </>
      )}
      {repeating ? (
        <Suspense>
          <AtPlace locationId={repeating.time.locationId}>
            {(there, office) => (
              <RepeatWeekly
                patientId={patientId}
                held={repeating}
                clock={there}
                office={office}
                reason={reason}
                setReason={setReason}
                onBooked={(when) => {
                  setRepeating(null);
                  finish(when);
                }}
                onClose={() => {
                  setRepeating(null);
                  // It was given back to be looked at with the others; who books none of them had this one.
                  const { time, visitTypeId, channel } = repeating;
                  holding.hold({ time, visitTypeId, channel });
                }}
              />
            )}
          </AtPlace>
        </Suspense>
      ) : null}
    </section>
  );
}

type WaitProps = { patientId: string; moving: AnyVisit | undefined; wanted: Wanted };

/** Nothing suits: the waitlist is a choice like a time. */
function Wait({ patientId, moving, wanted }: WaitProps) {
  const say = useVisitWords();
  const mayWait = useMay('JoinWaitlist');
  const [asks, setAsks] = useState(false);
  const [joined, setJoined] = useState(false);
  if (!mayWait) return null;
  return (
    <>
      <Button size="compact" className="mt-2" onClick={() => setAsks(true)}>
        {say(moving ? 'wait.askEarlier' : 'wait.ask')}
      </Button>
      <p role="status" className="mt-1 font-medium text-ok empty:hidden">
        {joined ? say('wait.done') : null}
      </p>
      {asks ? (
        <Suspense>
          <JoinHere
            patientId={patientId}
            start={wanted}
            moving={moving}
            onJoined={() => {
              setAsks(false);
              setJoined(true);
            }}
            onClose={() => setAsks(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
