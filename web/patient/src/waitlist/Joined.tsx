import { buttonClass, writePhone } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';
import { meQuery } from '../session/session.ts';
import { useWordsFor } from '../session/Whose.tsx';
import { Title } from '../shell/Page.tsx';
import { Place } from './Place.tsx';
import { useMyWaitlist } from './queries.ts';

/** On the list: what happens next, and where to look. */
export function Joined({ patientId, waitlistId }: { patientId: string; waitlistId: string }) {
  const words = useWords();
  const said = useWordsFor(patientId);
  const entry = useMyWaitlist().data?.entries.find((one) => one.waitlistId === waitlistId);
  return (
    <div role="status">
      <Title tab={words('joined.title')} step="joined">
        {said('joined.title')}
      </Title>
      <section className="rounded-card border border-border bg-surface p-[20px]">
        {entry ? <Place place={entry.place} /> : null}
        <WhatNext patientId={patientId} />
      </section>
      <div className="mt-5 flex flex-col gap-3">
        <Link to="/waiting/$waitlistId" params={{ waitlistId }} className={buttonClass('plain', 'big')}>
          {words('joined.see')}
        </Link>
        <Link to="/" className={buttonClass('quiet', 'big', 'text-primary')}>
          {words('booked.home')}
        </Link>
      </div>
    </div>
  );
}

/** A text, if there is a phone that may have one; else the app itself. Which phone of somebody else's is texted is not ours to say. */
export function WhatNext({ patientId }: { patientId: string }) {
  const words = useWords();
  const me = useQuery(meQuery).data;
  const texted = me?.details.phones?.find((phone) => phone.mayText)?.number;
  const next =
    patientId !== me?.patientId
      ? words('wait.nextFor')
      : texted
        ? words('wait.next', { phone: writePhone(texted) })
        : words('wait.nextInApp');
  return (
    <p className="text-muted">
      {next} {words('wait.answer')}
    </p>
  );
}
