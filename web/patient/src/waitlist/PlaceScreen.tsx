import type { PatientWaitlistEntry } from '@frontdesk/api';
import { Button, buttonClass, QueryView, Skeleton, visitName, writeDate } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { locationsQuery, practitionersQuery } from '../book/queries.ts';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWhose } from '../session/Whose.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { Facts } from '../shell/Facts.tsx';
import { Gone } from '../shell/Gone.tsx';
import { Title } from '../shell/Page.tsx';
import { useSuitsInWords } from '../shell/When.tsx';
import { useMyVisits } from '../visits/queries.ts';
import { WhatNext } from './Joined.tsx';
import { LeaveList } from './LeaveList.tsx';
import { Place } from './Place.tsx';
import { useMyWaitlist } from './queries.ts';

/** My place in line, what I wait for, and the way off the list. */
export function PlaceScreen() {
  const words = useWords();
  const { waitlistId } = useParams({ from: '/shell/waiting/$waitlistId' });
  const waitlist = useMyWaitlist();
  return (
    <>
      <BackLink to="/visits">{words('visits.title')}</BackLink>
      <QueryView query={waitlist} skeleton={<Skeleton rows={2} rowClassName="h-24" />}>
        {({ entries }) => {
          const entry = entries.find((one) => one.waitlistId === waitlistId);
          return entry ? <Waiting entry={entry} /> : <NotWaiting />;
        }}
      </QueryView>
    </>
  );
}

function NotWaiting() {
  const words = useWords();
  return (
    <Gone
      title={words('wait.goneTitle')}
      action={
        <Link to="/visits" className={buttonClass('primary', 'big')}>
          {words('offer.visits')}
        </Link>
      }
    >
      {words('wait.goneBody')}
    </Gone>
  );
}

function Waiting({ entry }: { entry: PatientWaitlistEntry }) {
  const words = useWords();
  const clock = useClock();
  const people = useQuery(practitionersQuery).data ?? [];
  const places = useQuery(locationsQuery).data ?? [];
  const inWords = useSuitsInWords()(entry);
  const visit = useMyVisits().data?.upcoming.find((one) => one.appointmentId === entry.appointmentId);
  const whose = useWhose(entry.patientId);
  const [leaving, setLeaving] = useState(false);
  const who = people.filter((one) => entry.practitionerIds.includes(one.practitionerId));
  const where = places.filter((one) => entry.locationIds.includes(one.locationId));
  return (
    <>
      <Title>{visitName(entry, clock.language)}</Title>
      <section className="rounded-card border border-border bg-surface p-[20px]">
        <Place place={entry.place} />
        <WhatNext patientId={entry.patientId} />
        {visit ? <KeptVisit at={visit.startsAt} zone={visit.timeZone} /> : null}
      </section>
      <Facts
        facts={[
          [words('visit.for'), whose?.name],
          [words('wait.days'), inWords.days],
          [words('wait.part'), inWords.parts],
          [words('visit.with'), who.map((one) => one.name).join(', ') || words('wait.anyone')],
          [words('visit.where'), where.map((one) => one.name).join(', ')],
          [words('visit.how'), entry.channel ? words(`channel.${entry.channel}`) : null],
          [
            words('wait.between'),
            words('wait.dates', {
              from: writeDate(entry.from, clock.language),
              until: writeDate(entry.until, clock.language),
            }),
          ],
        ]}
      />
      <Button size="big" className="mt-6 w-full text-danger" onClick={() => setLeaving(true)}>
        {words('leave.ask')}
      </Button>
      {leaving ? <LeaveList entry={entry} onClose={() => setLeaving(false)} /> : null}
    </>
  );
}

function KeptVisit({ at, zone }: { at: string; zone: string }) {
  const words = useWords();
  const clock = useClock(zone);
  return <p className="mt-3">{words('wait.kept', { when: clock.longMoment(at) })}</p>;
}
