import { Button, visitName } from '@frontdesk/ui';
import { Link } from '@tanstack/react-router';
import { Check, ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useWordsFor, Whose } from '../session/Whose.tsx';
import { ConfirmError, mayConfirm, useConfirm } from '../visits/ConfirmVisit.tsx';
import type { MyVisit } from '../visits/queries.ts';
import { useWhere } from '../visits/where.ts';

const big =
  'mt-4 flex min-h-13.5 items-center justify-center rounded-control bg-surface px-4 font-semibold text-primary';
const hero = 'rounded-card bg-primary p-[20px] text-on-primary';

/** One big button: to say that one will come, and once that is said, to see the visit. */
export function NextVisit({ visit }: { visit: MyVisit }) {
  const words = useWords();
  const clock = useClock(visit.timeZone);
  const said = useWordsFor(visit.patientId);
  const where = useWhere()(visit);
  const confirm = useConfirm(visit);
  const link = { to: '/visits/$appointmentId', params: { appointmentId: visit.appointmentId } } as const;
  return (
    <section aria-label={said('home.next')} className={hero}>
      <Whose patientId={visit.patientId} className="block font-semibold" />
      <p className="font-semibold">{visitName(visit, clock.language)}</p>
      <p className="tabular my-1 text-[1.5rem] leading-tight font-semibold tracking-[-0.01em] first-letter:uppercase">
        {clock.longMoment(visit.startsAt)}
      </p>
      <p>
        {visit.practitionerName} · {where.short}
      </p>
      <div role="status">
        {visit.confirmedAt ? (
          <p className="mt-3 flex items-center gap-1.5 font-semibold">
            <Check size={20} aria-hidden />
            {words('confirm.done')}
          </p>
        ) : null}
      </div>
      {mayConfirm(visit) ? (
        <>
          {confirm.error ? (
            <div className="mt-4 rounded-control bg-surface">
              <ConfirmError error={confirm.error} />
            </div>
          ) : null}
          <Button
            size="big"
            className="mt-4 w-full border-transparent text-primary"
            busy={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {words('confirm.confirm')}
          </Button>
          <Link {...link} className="mt-1 flex min-h-12 items-center justify-center font-semibold">
            {words('home.see')}
          </Link>
        </>
      ) : (
        <Link {...link} className={big}>
          {words('home.see')}
        </Link>
      )}
    </section>
  );
}

/** Under an open offer, which is the more urgent of the two. */
export function NextVisitRow({ visit }: { visit: MyVisit }) {
  const clock = useClock(visit.timeZone);
  const said = useWordsFor(visit.patientId);
  return (
    <section aria-label={said('home.next')} className="mt-4">
      <Link
        to="/visits/$appointmentId"
        params={{ appointmentId: visit.appointmentId }}
        className="flex min-h-17 items-center gap-3 rounded-card border border-border bg-surface px-4 py-2.5"
      >
        <span className="flex-1">
          <span className="block text-meta text-muted">{said('home.next')}</span>
          <span className="tabular block font-semibold first-letter:uppercase">
            {clock.moment(visit.startsAt)}
          </span>
          <span className="block text-meta text-muted">
            {visitName(visit, clock.language)} · {visit.practitionerName}
          </span>
        </span>
        <ChevronRight size={20} aria-hidden className="text-muted" />
      </Link>
    </section>
  );
}

export function NoVisit() {
  const words = useWords();
  return (
    <section aria-label={words('home.next')} className={hero}>
      <p className="text-[1.5rem] leading-tight font-semibold">{words('home.noneTitle')}</p>
      <p className="mt-1">{words('home.noneBody')}</p>
      <Link to="/book" className={big}>
        {words('home.book')}
      </Link>
    </section>
  );
}
