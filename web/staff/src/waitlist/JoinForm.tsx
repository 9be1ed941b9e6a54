import {
  type Channel,
  hasCode,
  joinWaitlist,
  type PartOfDay,
  Problem,
  type Urgency,
  type WaitlistJoin,
} from '@frontdesk/api';
import { addDays, Button, SaveError, SelectField, TextField, typeName } from '@frontdesk/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { chosenOf, doing, type Wanted } from '../person/finding.ts';
import { locationsQuery, practitionersQuery, visitTypesQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { Choices } from '../visit/Choices.tsx';
import type { AnyVisit } from '../visit/receive.ts';
import { partsOfDay, weekdayName, weekdays } from '../visit/wants.ts';
import { useVisitWords } from '../visit/words.ts';
import { useLength } from './useLength.ts';
import { useWaitlistWords } from './words.ts';

const notices = [20, 60, 120, 240, 1440, 2880] as const;
const urgencies: readonly Urgency[] = ['routine', 'soon', 'urgent'];
const usualDays = 60;

type Props = {
  /** Not known yet: the form says that somebody is to be chosen. */
  patientId: string | undefined;
  /** What was looked for, and did not suit. */
  start?: Wanted;
  /** The visit that an earlier time would be for. */
  moving?: AnyVisit | undefined;
  /** Refusals that the ground of it, an open chart, must know of. */
  onError?: (error: unknown) => void;
  onDone: () => void;
  children?: ReactNode;
};

/** What somebody would take. Nothing chosen of a kind is any. */
export function JoinForm({ patientId, start = {}, moving, onError, onDone, children }: Props) {
  const words = useWords();
  const say = useWaitlistWords();
  const visits = useVisitWords();
  const clock = useClock();
  const length = useLength();
  const queries = useQueryClient();
  const types = useQuery(visitTypesQuery).data ?? [];
  const people = useQuery(practitionersQuery).data ?? [];
  const places = useQuery(locationsQuery).data ?? [];
  const today = clock.date(new Date());
  const from = start.from && start.from > today ? start.from : today;
  const [nobody, setNobody] = useState(false);
  const [form, setForm] = useState({
    visitTypeId: moving?.visitTypeId ?? start.visitTypeId ?? '',
    practitionerIds: start.practitionerIds ?? [],
    locationIds: start.locationId ? [start.locationId] : [],
    channel: (start.channel ?? '') as Channel | '',
    weekdays: [] as number[],
    partsOfDay: (start.partOfDay ? [start.partOfDay] : []) as PartOfDay[],
    from,
    until: moving ? clock.date(moving.startsAt) : addDays(from, usualDays),
    noticeMinutes: 120,
    urgency: 'routine' as Urgency,
    reason: moving?.reason ?? '',
  });
  const set = (to: Partial<typeof form>) => setForm({ ...form, ...to });
  const type = types.find((one) => one.visitTypeId === form.visitTypeId) ?? types[0];
  const visitTypeId = moving?.visitTypeId ?? type?.visitTypeId ?? '';
  const channels = type?.channels ?? [];
  const join = useMutation({
    mutationFn: (body: WaitlistJoin) => joinWaitlist(body),
    onSuccess: onDone,
    ...(onError ? { onError } : {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNobody(!patientId);
    if (!patientId) return;
    const { channel, reason, ...rest } = form;
    // What there is one way of is not chosen.
    const way = channels.length > 1 ? channels.find((one) => one === channel) : undefined;
    join.mutate({
      ...rest,
      patientId,
      visitTypeId,
      ...(way ? { channel: way } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(moving ? { appointmentId: moving.appointmentId } : {}),
    });
  };
  const refused = join.error instanceof Problem && join.error.status === 400;
  return (
    <form className="flex flex-col gap-3" noValidate onSubmit={submit}>
      {moving ? null : (
        <SelectField
          label={words('times.type')}
          value={visitTypeId}
          onChange={({ target: { value: visitTypeId } }) =>
            set({ visitTypeId, practitionerIds: chosenOf(form.practitionerIds, people, visitTypeId) })
          }
        >
          {types.map((type) => (
            <option key={type.visitTypeId} value={type.visitTypeId}>
              {words('times.typeMinutes', { name: typeName(type, clock.language), minutes: type.minutes })}
            </option>
          ))}
        </SelectField>
      )}
      <Choices
        label={say('join.who')}
        options={doing(people, visitTypeId).map((one) => ({ value: one.practitionerId, name: one.name }))}
        chosen={form.practitionerIds}
        choose={(practitionerIds) => set({ practitionerIds })}
      />
      {places.length > 1 ? (
        <Choices
          label={say('join.where')}
          options={places.map((one) => ({ value: one.locationId, name: one.name }))}
          chosen={form.locationIds}
          choose={(locationIds) => set({ locationIds })}
        />
      ) : null}
      <Choices
        label={say('join.weekdays')}
        options={weekdays.map((day) => ({ value: day as number, name: weekdayName(day, clock.language) }))}
        chosen={form.weekdays}
        choose={(chosen) => set({ weekdays: chosen })}
      />
      <Choices
        label={say('join.parts')}
        options={partsOfDay.map((part) => ({ value: part, name: visits(`part.${part}`) }))}
        chosen={form.partsOfDay}
        choose={(chosen) => set({ partsOfDay: chosen })}
      />
      <p className="text-meta text-muted">{say('join.none')}</p>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={words('times.from')}
          type="date"
          min={today}
          value={form.from}
          onChange={(event) => set({ from: event.target.value })}
        />
        <TextField
          label={say('join.until')}
          type="date"
          min={form.from}
          value={form.until}
          onChange={(event) => set({ until: event.target.value })}
        />
        {channels.length > 1 ? (
          <SelectField
            label={say('join.channel')}
            value={form.channel}
            onChange={(event) => set({ channel: channels.find((one) => one === event.target.value) ?? '' })}
          >
            <option value="">{visits('channel.any')}</option>
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {visits(`channel.${channel}`)}
              </option>
            ))}
          </SelectField>
        ) : null}
        <SelectField
          label={say('join.notice')}
          value={form.noticeMinutes}
          onChange={(event) => set({ noticeMinutes: Number(event.target.value) })}
        >
          {notices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {length(minutes)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('entry.urgency')}
          value={form.urgency}
          onChange={(event) =>
            set({ urgency: urgencies.find((one) => one === event.target.value) ?? 'routine' })
          }
        >
          {urgencies.map((urgency) => (
            <option key={urgency} value={urgency}>
              {say(`urgency.${urgency}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={say('join.reason')}
          maxLength={200}
          value={form.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
      </div>
      {nobody ? (
        <p role="alert" className="text-warn">
          {say('join.nobody')}
        </p>
      ) : null}
      <SaveError error={join.error}>
        {hasCode(join.error, 'already_waiting') ? say('join.already') : refused ? say('join.refused') : null}
      </SaveError>
      <div className="flex flex-wrap justify-end gap-2">
        {children}
        <Button type="submit" look="primary" busy={join.isPending}>
          {say('join.submit')}
        </Button>
      </div>
    </form>
  );
}
