import { type Look, showAccessLog } from '@frontdesk/api';
import { EmptyState, QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { BackLink } from '../shell/BackLink.tsx';
import { Title } from '../shell/Page.tsx';

export function AccessLogScreen() {
  const words = useWords();
  const log = useQuery({
    queryKey: ['patients', 'access-log'],
    queryFn: ({ signal }) => showAccessLog({ signal }),
  });
  return (
    <>
      <BackLink to="/you">{words('you.title')}</BackLink>
      <Title>{words('log.title')}</Title>
      <p className="mb-4 text-muted">{words('log.what')}</p>
      <QueryView query={log} skeleton={<Skeleton rows={5} rowClassName="h-14" />}>
        {({ looks }) =>
          looks.length === 0 ? (
            <EmptyState title={words('log.emptyTitle')}>{words('log.emptyBody')}</EmptyState>
          ) : (
            <ol className="divide-y divide-border border-y border-border">
              {together(looks).map((same) => (
                <li key={same.fromOldest} className="py-3">
                  <OneLook look={same.last} count={same.count} />
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </>
  );
}

/** Looks of the same person for the same purpose that follow one another are one line: a screen asks more than once. */
function together(looks: Look[]): { last: Look; count: number; fromOldest: number }[] {
  const lines: { last: Look; count: number; fromOldest: number }[] = [];
  for (const [place, look] of looks.entries()) {
    const line = lines.at(-1);
    const same = line && line.last.who === look.who && line.last.purpose === look.purpose;
    if (same && line.last.myself === look.myself && line.last.at.slice(0, 10) === look.at.slice(0, 10))
      line.count++;
    // Looks have no id, and two may be of one moment; new ones come on top.
    else lines.push({ last: look, count: 1, fromOldest: looks.length - place });
  }
  return lines;
}

const purposes = { TREAT: 'care', HOPERAT: 'operations', PATRQT: 'yours', ETREAT: 'emergency' } as const;

function isKnown(purpose: string): purpose is keyof typeof purposes {
  return purpose in purposes;
}

function OneLook({ look, count }: { look: Look; count: number }) {
  const words = useWords();
  const clock = useClock();
  const nameless = words(look.role === 'anonymous' ? 'log.signIn' : 'log.system');
  const who = look.myself ? words('log.you') : look.who || nameless;
  return (
    <>
      <span className="block font-semibold">{who}</span>
      <span className="tabular block text-meta text-muted first-letter:uppercase">
        {clock.moment(look.at)}
        {count > 1 ? ` · ${words('log.times', { count })}` : null}
      </span>
      {look.myself ? null : (
        <span className="block text-meta text-muted">
          {look.role === 'patient'
            ? words('log.actsForYou')
            : isKnown(look.purpose)
              ? words(`log.${purposes[look.purpose]}`)
              : look.purpose}
        </span>
      )}
    </>
  );
}
