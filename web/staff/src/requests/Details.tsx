import type { StrandedVisit, VisitRequest, WorkItem } from '@frontdesk/api';
import { visitName, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { locationsQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { useWants } from '../visit/wants.ts';
import { useVisitWords } from '../visit/words.ts';
import { useRequestWords } from './words.ts';

/** What the item says, by its kind. */
export function Details({ item }: { item: WorkItem }) {
  const say = useRequestWords();
  const clock = useClock();
  return (
    <section className="flex max-w-160 flex-col gap-3">
      <div>
        <h3 className="text-page font-semibold">{say(`kind.${item.kind}`)}</h3>
        <p className="tabular text-meta text-muted">
          {say('item.since', { when: clock.moment(item.createdAt) })}
        </p>
      </div>
      {item.kind === 'stranded_visit' ? <Stranded visit={item.details} /> : null}
      {item.kind === 'visit_request' ? <Request request={item.details} /> : null}
      {item.kind === 'text_reply' ? (
        <>
          <Facts facts={[[say('text.from'), writePhone(item.details.from)]]} />
          <Said words={item.details.body} />
        </>
      ) : null}
    </section>
  );
}

function Stranded({ visit }: { visit: StrandedVisit }) {
  const words = useWords();
  const say = useRequestWords();
  const visits = useVisitWords();
  const place = useQuery(locationsQuery).data?.find((one) => one.locationId === visit.locationId);
  const clock = useClock(place?.timeZone);
  return (
    <>
      <p className="max-w-prose text-muted">{say('stranded.body')}</p>
      <Facts
        facts={[
          [say('stranded.why'), say(`because.${visit.because}`)],
          [say('stranded.when'), clock.longMoment(visit.startsAt)],
          [words('times.type'), visitName(visit, clock.language)],
          [words('times.who'), visit.practitionerName],
          [visits('explain.where'), visit.locationName],
        ]}
      />
    </>
  );
}

function Request({ request }: { request: VisitRequest }) {
  const words = useWords();
  const say = useRequestWords();
  const clock = useClock();
  const wants = useWants()({ ...request, locationIds: request.locationId ? [request.locationId] : [] });
  return (
    <>
      <Facts
        facts={[
          [words('times.type'), visitName(request, clock.language)],
          ...wants.map((want) => [want.name, want.words] as const),
        ]}
      />
      {wants.length === 0 ? <p className="text-muted">{say('request.any')}</p> : null}
      {request.note ? <Said words={request.note} /> : null}
    </>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-y-1.5">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** The patient's own words, as they wrote them. */
function Said({ words }: { words: string }) {
  return (
    <blockquote className="self-start rounded-card bg-sunken px-3 py-2 break-words whitespace-pre-wrap">
      {words}
    </blockquote>
  );
}
