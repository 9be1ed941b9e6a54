import {
  type Calendar,
  type Calendars as CalendarsAnswer,
  makeCalendarFeed,
  type Person,
  refreshCalendar,
  revokeCalendarFeed,
  subscribeCalendar,
  unsubscribeCalendar,
} from '@frontdesk/api';
import {
  Button,
  IconButton,
  Pill,
  QueryView,
  SaveError,
  Skeleton,
  TextField,
  useLanguage,
  useNow,
} from '@frontdesk/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, X } from 'lucide-react';
import { useClock } from '../session/session.ts';
import { writeAgo } from './ago.ts';
import { EditForm } from './EditForm.tsx';
import { useFaultSentence } from './faults.ts';
import { NumberField, Part, square } from './fields.tsx';
import { calendarsQuery } from './queries.ts';
import { useSave } from './Saving.tsx';
import { useSay } from './words.ts';

/** A practitioner's visits in a calendar program, and busy times from calendars elsewhere. */
export function Calendars({ person }: { person: Person }) {
  const calendars = useQuery(calendarsQuery(person.practitionerId));
  return (
    <QueryView query={calendars} skeleton={<Skeleton rows={4} rowClassName="h-12" />}>
      {(found) => (
        <>
          <Feed person={person} madeAt={found.feedMadeAt} />
          <Imported person={person} calendars={found.calendars} />
        </>
      )}
    </QueryView>
  );
}

function Feed({ person, madeAt }: { person: Person; madeAt: CalendarsAnswer['feedMadeAt'] }) {
  const say = useSay();
  const clock = useClock();
  const perform = useSave();
  const { practitionerId, name } = person;
  const there = madeAt !== null;
  const label = say('feed.title');
  const making = useMutation({
    mutationFn: async () => {
      const saved = await perform({
        name,
        changed: [{ label, before: '', after: say('feed.made') }],
        save: () => makeCalendarFeed(practitionerId),
        ...(there
          ? {
              confirm: {
                title: say('feed.againTitle'),
                body: say('feed.againBody', { name }),
                submit: say('feed.again'),
              },
            }
          : {}),
      });
      return saved ? (saved.made as { address: string }).address : null;
    },
  });
  const revoking = useMutation({
    mutationFn: () =>
      perform({
        name,
        changed: [{ label, before: say('feed.made'), after: '' }],
        save: () => revokeCalendarFeed(practitionerId),
        confirm: {
          title: say('feed.revokeTitle', { name }),
          body: say('feed.revokeBody'),
          submit: say('feed.revoke'),
        },
      }),
    onSuccess: (saved) => {
      if (saved) making.reset();
    },
  });
  return (
    <Part title={label} hint={say('feed.hint')}>
      {there ? <p>{say('feed.since', { when: clock.moment(madeAt) })}</p> : <p>{say('feed.none')}</p>}
      {making.data ? <Secret address={making.data} /> : null}
      <SaveError error={making.error ?? revoking.error} />
      <div className="flex flex-wrap gap-2">
        <Button busy={making.isPending} onClick={() => making.mutate()}>
          {say(there ? 'feed.again' : 'feed.make')}
        </Button>
        {there ? (
          <Button busy={revoking.isPending} onClick={() => revoking.mutate()}>
            {say('feed.revoke')}
          </Button>
        ) : null}
      </div>
    </Part>
  );
}

/** Kept nowhere but here: once the page is left, nobody can read it again. */
function Secret({ address }: { address: string }) {
  const say = useSay();
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(address) });
  return (
    <div className="rounded-card border border-border bg-note p-3 text-note-fg">
      <p className="mb-2 font-semibold">{say('feed.once')}</p>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1 text-fg">
          <TextField
            label={say('feed.address')}
            hideLabel
            readOnly
            className="tabular"
            value={address}
            onFocus={(event) => event.target.select()}
          />
        </div>
        <Button className="text-fg" onClick={() => copying.mutate()}>
          {say('feed.copy')}
        </Button>
      </div>
      <p role="status" className="mt-1 text-meta empty:hidden">
        {copying.isSuccess ? say('feed.copied') : copying.isError ? say('feed.notCopied') : null}
      </p>
    </div>
  );
}

function Imported({ person, calendars }: { person: Person; calendars: readonly Calendar[] }) {
  const say = useSay();
  return (
    <>
      <Part title={say('calendar.title')} hint={say('calendar.hint')}>
        {calendars.length === 0 ? (
          <p className="text-muted">{say('calendar.none')}</p>
        ) : (
          <ul className="divide-y divide-border rounded-card border border-border">
            {calendars.map((calendar) => (
              <CalendarRow key={calendar.id} person={person} calendar={calendar} />
            ))}
          </ul>
        )}
      </Part>
      <Part title={say('calendar.add')}>
        <AddCalendar person={person} />
      </Part>
    </>
  );
}

function CalendarRow({ person, calendar }: { person: Person; calendar: Calendar }) {
  const say = useSay();
  const language = useLanguage();
  const sentence = useFaultSentence();
  const now = useNow(30_000);
  const perform = useSave();
  const queries = useQueryClient();
  const { id, name, host, fetchedAt, failure, stale, staleHours, unreadable } = calendar;
  const refreshing = useMutation({
    mutationFn: () => refreshCalendar(id),
    onSettled: () => queries.invalidateQueries({ queryKey: calendarsQuery(person.practitionerId).queryKey }),
  });
  const removing = useMutation({
    mutationFn: () =>
      perform({
        name: person.name,
        changed: [{ label: say('calendar.title'), before: name, after: '' }],
        save: () => unsubscribeCalendar(id),
        confirm: {
          title: say('calendar.removeTitle', { name }),
          body: say('calendar.removeBody'),
          submit: say('calendar.remove', { name }),
        },
      }),
  });
  const failed = refreshing.data?.failure ?? failure;
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <span className="text-muted">{host}</span>
          {stale ? <Pill tone="danger">{say('calendar.stale')}</Pill> : null}
        </p>
        <p role="status" className="text-muted">
          {say('calendar.read', { ago: writeAgo(fetchedAt, now, language) })}
        </p>
        {failed ? (
          <p className="text-warn">
            {say('calendar.failed', { why: sentence(failed, refreshing.data?.message ?? undefined) })}
          </p>
        ) : null}
        {stale ? <p className="text-danger">{say('calendar.staleMeans', { count: staleHours })}</p> : null}
        {unreadable > 0 ? (
          <p className="text-muted">{say('calendar.unreadable', { count: unreadable })}</p>
        ) : null}
        <SaveError error={refreshing.error ?? removing.error} />
      </div>
      <IconButton
        label={say('calendar.refresh', { name })}
        className={square}
        busy={refreshing.isPending}
        onClick={() => refreshing.mutate()}
      >
        <RefreshCw size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={say('calendar.remove', { name })}
        className={square}
        busy={removing.isPending}
        onClick={() => removing.mutate()}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

const blank = { name: '', address: '', staleHours: 24 };

function AddCalendar({ person }: { person: Person }) {
  const say = useSay();
  return (
    <EditForm
      name={person.name}
      current={blank}
      // The address is a secret and stands in no line.
      facts={({ name }) => [[say('calendar.title'), name]]}
      submit={say('form.add')}
      conflicts={{ too_many_calendars: 'address' }}
      save={(calendar) => subscribeCalendar(person.practitionerId, calendar)}
      undo={(made, { name }) => ({
        name: person.name,
        changed: [{ label: say('calendar.title'), before: name, after: '' }],
        save: () => unsubscribeCalendar((made as { calendarId: string }).calendarId),
      })}
    >
      {({ value, set, fault }) => (
        <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_8rem] items-start gap-4">
          <TextField
            label={say('field.name')}
            required
            maxLength={100}
            autoComplete="off"
            placeholder="Outlook"
            value={value.name}
            error={fault('name')}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField
            label={say('calendar.address')}
            hint={say('calendar.addressHint')}
            required
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            inputMode="url"
            value={value.address}
            error={fault('address')}
            onChange={(event) => set({ address: event.target.value })}
          />
          <NumberField
            label={say('calendar.staleHours')}
            required
            min={1}
            max={168}
            value={value.staleHours}
            error={fault('staleHours')}
            onChange={(hours) => set({ staleHours: hours ?? Number.NaN })}
          />
        </div>
      )}
    </EditForm>
  );
}
