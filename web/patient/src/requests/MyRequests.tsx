import type { MyRequest } from '@frontdesk/api';
import { ErrorState, Pill, type Tone, visitName } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Whose } from '../session/Whose.tsx';
import { useMyRequests } from './queries.ts';

const tones = { open: 'info', done: 'ok', declined: 'warn' } as const satisfies Record<
  MyRequest['state'],
  Tone
>;

/** What one asked the clinic for, on the list of visits. Nothing where nothing was asked. */
export function MyRequests() {
  const words = useWords();
  const requests = useMyRequests();
  if (requests.isError && !requests.data)
    return (
      <section className="mt-6">
        <ErrorState
          title={words('requests.failed')}
          error={requests.error}
          retry={() => void requests.refetch()}
        />
      </section>
    );
  if (!requests.data?.length) return null;
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-title font-semibold">{words('requests.title')}</h2>
      <ul className="divide-y divide-border">
        {requests.data.map((request) => (
          <li key={request.requestId} className="py-3">
            <Request request={request} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Request({ request }: { request: MyRequest }) {
  const words = useWords();
  const clock = useClock();
  return (
    <>
      <span className="block font-semibold">{visitName(request, clock.language)}</span>
      <Whose patientId={request.patientId} />
      <span className="tabular block text-meta text-muted">
        {words('requests.asked', { when: clock.day(request.askedAt) })}
      </span>
      <Pill tone={tones[request.state]}>{words(`requests.${request.state}`)}</Pill>
    </>
  );
}
