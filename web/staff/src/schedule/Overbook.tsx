import { explainTime, type FoundPatient, isRefusal, overbookAppointment, Problem } from '@frontdesk/api';
import {
  Button,
  Dialog,
  ErrorState,
  SaveError,
  SelectField,
  TextField,
  typeName,
  useLanguage,
  useUiWords,
} from '@frontdesk/ui';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChoosePatient } from '../patients/ChoosePatient.tsx';
import { Ground } from '../patients/Ground.tsx';
import { locationsQuery, practitionersQuery, visitTypesQuery } from '../person/queries.ts';
import { useClock } from '../session/session.ts';
import { useVisitWords } from '../visit/words.ts';

type Props = {
  date: string;
  /** Told who and when. */
  onBooked: (name: string, when: string) => void;
  onClose: () => void;
};

/** On purpose, where nothing is on offer: what stands in the way is said first, and why it cannot wait is kept. */
export function Overbook({ date, onBooked, onClose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const ui = useUiWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const types = useQuery(visitTypesQuery).data ?? [];
  const people = useQuery(practitionersQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const [patient, setPatient] = useState<FoundPatient | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [form, setForm] = useState({
    type: '',
    who: '',
    where: '',
    day: date,
    time: '',
    why: '',
    how: '',
    which: '',
  });
  const [incomplete, setIncomplete] = useState(false);
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });

  const type = types.find((one) => one.visitTypeId === form.type) ?? types[0];
  const visitTypeId = type?.visitTypeId;
  const channels = type?.channels ?? [];
  const channel = channels.find((one) => one === form.how) ?? channels[0];
  const person = people.find((one) => one.practitionerId === form.who) ?? people[0];
  const places = locations.filter((one) => person?.locationIds.includes(one.locationId));
  const locationId = (places.find((one) => one.locationId === form.where) ?? places[0])?.locationId;
  const wanted =
    visitTypeId && person && locationId && form.day && form.time
      ? {
          visitTypeId,
          ...(channel ? { channel } : {}),
          practitionerId: person.practitionerId,
          locationId,
          at: `${form.day}T${form.time.slice(0, 5)}`,
        }
      : null;
  const explained = useQuery({
    queryKey: ['scheduling', 'explain', wanted],
    queryFn: wanted ? ({ signal }) => explainTime(wanted, { signal }) : skipToken,
  });
  const answers = explained.data?.answers ?? [];
  const answer = answers.find((one) => one.startsAt === form.which) ?? answers[0];
  const there = useClock(explained.data?.timeZone);
  const startsAt = answer && answer.code !== 'past' ? answer.startsAt : null;
  const chosen = patient && wanted && startsAt;
  const missing = !chosen ? 'overbook.incomplete' : form.why.trim().length < 3 ? 'overbook.sayWhy' : null;
  const overbook = useMutation({
    mutationFn: (body: Parameters<typeof overbookAppointment>[0]) => overbookAppointment(body, key),
    onSuccess: (_, { startsAt }) => onBooked(patient?.name ?? '', there.moment(startsAt)),
    // What was refused is changed and is another request; what got no answer is the same once more.
    onError: (error) => {
      if (isRefusal(error)) setKey(crypto.randomUUID());
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduling'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIncomplete(missing !== null);
    if (missing || !patient || !wanted || !startsAt) return;
    const { at: _, ...where } = wanted;
    overbook.mutate({ ...where, patientId: patient.patientId, startsAt, why: form.why.trim() });
  };
  const invalid = overbook.error instanceof Problem && overbook.error.status === 400;
  return (
    <Dialog title={say('overbook.title')} onClose={onClose}>
      <ChoosePatient
        chosen={patient}
        choose={(chosen) => {
          overbook.reset();
          setPatient(chosen);
        }}
      />
      <Ground patient={patient} error={overbook.error} onOpened={overbook.reset}>
        <form className="mt-3 flex flex-col gap-3" noValidate onSubmit={submit}>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              data-focus={patient ? true : undefined}
              label={words('times.type')}
              value={visitTypeId ?? ''}
              onChange={set('type')}
            >
              {types.map((type) => (
                <option key={type.visitTypeId} value={type.visitTypeId}>
                  {words('times.typeMinutes', { name: typeName(type, language), minutes: type.minutes })}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={words('times.who')}
              value={person?.practitionerId ?? ''}
              onChange={set('who')}
            >
              {people.map((one) => (
                <option key={one.practitionerId} value={one.practitionerId}>
                  {one.name}
                </option>
              ))}
            </SelectField>
            <TextField label={say('explain.day')} type="date" value={form.day} onChange={set('day')} />
            <TextField label={say('explain.time')} type="time" value={form.time} onChange={set('time')} />
          </div>
          {places.length > 1 ? (
            <SelectField label={say('explain.where')} value={locationId ?? ''} onChange={set('where')}>
              {places.map((one) => (
                <option key={one.locationId} value={one.locationId}>
                  {one.name}
                </option>
              ))}
            </SelectField>
          ) : null}
          {channels.length > 1 ? (
            <SelectField label={say('wants.channel')} value={channel ?? ''} onChange={set('how')}>
              {channels.map((one) => (
                <option key={one} value={one}>
                  {say(`channel.${one}`)}
                </option>
              ))}
            </SelectField>
          ) : null}
          {answers.length > 1 ? (
            <SelectField label={say('overbook.which')} value={answer?.startsAt ?? ''} onChange={set('which')}>
              {answers.map(({ startsAt }) => (
                <option key={startsAt} value={startsAt ?? ''}>
                  {startsAt ? `${there.time(startsAt)} ${there.zoneName(startsAt)}` : null}
                </option>
              ))}
            </SelectField>
          ) : null}
          {explained.isError ? (
            <ErrorState error={explained.error} retry={() => void explained.refetch()} />
          ) : null}
          <p role="status" className="rounded-control bg-note px-3 py-2 text-note-fg empty:hidden">
            {answer ? answer[language] : null}
          </p>
          <TextField
            label={say('overbook.why')}
            hint={say('overbook.whyHint')}
            maxLength={200}
            value={form.why}
            onChange={set('why')}
          />
          {incomplete && missing ? (
            <p role="alert" className="text-warn">
              {say(missing)}
            </p>
          ) : null}
          <SaveError error={overbook.error}>{invalid ? say('overbook.refused') : null}</SaveError>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{ui('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={overbook.isPending}>
              {say('overbook.submit')}
            </Button>
          </div>
        </form>
      </Ground>
    </Dialog>
  );
}
