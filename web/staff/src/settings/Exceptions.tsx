import {
  addException,
  type ExceptionDetails,
  type ExceptionKind,
  type ExceptionOf,
  type HoursException,
  previewException,
  removeException,
} from '@frontdesk/api';
import { addDays, cx, IconButton, Pill, SaveError, SelectField, TextField, useLanguage } from '@frontdesk/ui';
import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { EditForm, type Form } from './EditForm.tsx';
import type { Fact } from './facts.ts';
import { Check, Part, square } from './fields.tsx';
import { writeStretch } from './hours.ts';
import { useSetUp } from './queries.ts';
import { type Change, useSave } from './Saving.tsx';
import { useSay } from './words.ts';

type Props = {
  /** Whose they are. */
  name: string;
  owner: ExceptionOf;
  exceptions: readonly HoursException[];
  kinds: readonly ExceptionKind[];
  /** Where extra hours can be. */
  locationIds: readonly string[];
};

const tones = { away: 'warn', blocked: 'info', extra: 'ok' } as const;

/** Single days and hours that differ from the week: away, kept free of visits, or extra. */
export function Exceptions({ name, owner, exceptions, kinds, locationIds }: Props) {
  const say = useSay();
  const perform = useSave();
  const { removal } = useChanges(name, owner);
  const removing = useMutation({ mutationFn: (one: HoursException) => perform(removal(one)) });
  const shown = exceptions.toSorted((a, b) => a.starts.localeCompare(b.starts));
  return (
    <>
      <Part title={say(`exception.title.${owner.of}`)} hint={say(`exception.hint.${owner.of}`)}>
        {shown.length === 0 ? (
          <p className="text-muted">{say('exception.none')}</p>
        ) : (
          <ul className="divide-y divide-border rounded-card border border-border">
            {shown.map((one) => (
              <ExceptionRow
                key={one.exceptionId}
                exception={one}
                busy={removing.isPending && removing.variables.exceptionId === one.exceptionId}
                remove={() => removing.mutate(one)}
              />
            ))}
          </ul>
        )}
        <SaveError error={removing.error} />
      </Part>
      <Part title={say('exception.add')}>
        <AddException name={name} owner={owner} kinds={kinds} locationIds={locationIds} />
      </Part>
    </>
  );
}

function useWrite(): (exception: ExceptionDetails) => string {
  const say = useSay();
  const language = useLanguage();
  const { locations } = useSetUp();
  return ({ kind, starts, ends, locationId, note }) =>
    [
      say(`exception.kind.${kind}`),
      starts && ends ? writeStretch(starts, ends, language) : '',
      locations.find((site) => site.locationId === locationId)?.name,
      note,
    ]
      .filter(Boolean)
      .join(' · ');
}

function useChanges(name: string, owner: ExceptionOf) {
  const say = useSay();
  const write = useWrite();
  const label = say(`exception.title.${owner.of}`);
  const addition = (exception: ExceptionDetails): Change => ({
    name,
    changed: [{ label, before: '', after: write(exception) }],
    ask: () => previewException(owner, exception),
    save: () => addException(owner, exception),
  });
  const removal = ({ exceptionId, ...exception }: HoursException): Change => ({
    name,
    changed: [{ label, before: write(exception), after: '' }],
    ask: () => removeException(exceptionId, true),
    save: () => removeException(exceptionId),
    undo: () => addition(exception),
  });
  return { removal };
}

type RowProps = { exception: HoursException; busy: boolean; remove: () => void };

function ExceptionRow({ exception, busy, remove }: RowProps) {
  const say = useSay();
  const language = useLanguage();
  const { locations } = useSetUp();
  const { kind, starts, ends, locationId, note } = exception;
  const when = writeStretch(starts, ends, language);
  const site = locations.find((one) => one.locationId === locationId)?.name;
  return (
    <li className="flex min-h-11 items-center gap-3 px-4 py-1.5">
      <span className="w-24 shrink-0">
        <Pill tone={tones[kind]}>{say(`exception.kind.${kind}`)}</Pill>
      </span>
      <span className="min-w-0 flex-1">
        <span className="tabular font-medium">{when}</span>
        <span className="block text-muted">{[site, note].filter(Boolean).join(' · ')}</span>
      </span>
      <IconButton label={say('exception.remove', { when })} className={square} busy={busy} onClick={remove}>
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

/** As it is typed: whole days by their first and last, or one stretch with times. */
type Typed = {
  kind: ExceptionKind;
  whole: boolean;
  starts: string;
  ends: string;
  from: string;
  until: string;
  locationId: string | null;
  note: string;
};

const blankOf = (kind: ExceptionKind): Typed => ({
  kind,
  whole: kind !== 'extra',
  starts: '',
  ends: '',
  from: '09:00',
  until: '17:00',
  locationId: null,
  note: '',
});

/** Whole days end at the midnight after the last of them. */
export function detailsOf({
  kind,
  whole,
  starts,
  ends,
  from,
  until,
  locationId,
  note,
}: Typed): ExceptionDetails {
  const lastDay = ends || starts;
  return {
    kind,
    starts: `${starts}T${whole ? '00:00' : from}`,
    ends: whole ? `${lastDay && addDays(lastDay, 1)}T00:00` : `${lastDay}T${until}`,
    locationId,
    note: note.trim(),
  };
}

function AddException({ name, owner, kinds, locationIds }: Omit<Props, 'exceptions'>) {
  const say = useSay();
  const write = useWrite();
  const { removal } = useChanges(name, owner);
  const label = say(`exception.title.${owner.of}`);
  const facts = (typed: Typed): Fact[] => [[label, typed.starts ? write(detailsOf(typed)) : '']];
  return (
    <EditForm<Typed>
      name={name}
      current={blankOf(kinds[0] ?? 'away')}
      facts={facts}
      submit={say('form.add')}
      ask={(typed) => previewException(owner, detailsOf(typed))}
      save={(typed) => addException(owner, detailsOf(typed))}
      undo={(made, typed) =>
        removal({ ...detailsOf(typed), exceptionId: (made as { exceptionId: string }).exceptionId })
      }
    >
      {(form) => <Fields form={form} kinds={kinds} locationIds={locationIds} />}
    </EditForm>
  );
}

type FieldsProps = Pick<Props, 'kinds' | 'locationIds'> & { form: Form<Typed> };

function Fields({ form: { value, set, fault }, kinds, locationIds }: FieldsProps) {
  const say = useSay();
  const { locations } = useSetUp();
  const { kind, whole } = value;
  const sites = locations.filter(({ locationId }) => locationIds.includes(locationId));
  const asksWhere = kinds.includes('extra') && (sites.length > 1 || kind === 'extra');
  const date = (field: 'starts' | 'ends') => (
    <TextField
      label={say(`exception.${field}`)}
      type="date"
      required={field === 'starts'}
      value={value[field]}
      min={field === 'ends' ? value.starts : undefined}
      error={fault(field)}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
  const time = (field: 'from' | 'until') => (
    <TextField
      label={say(`exception.${field}`)}
      type="time"
      required
      value={value[field]}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
  return (
    <>
      <div className="grid grid-cols-3 items-start gap-4">
        <SelectField
          label={say('exception.kind')}
          value={kind}
          error={fault('kind')}
          onChange={(event) => {
            const to = kinds.find((one) => one === event.target.value) ?? kind;
            set({
              kind: to,
              whole: to === 'extra' ? false : whole,
              locationId: to === 'extra' ? (value.locationId ?? locationIds[0] ?? null) : value.locationId,
            });
          }}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {say(`exception.kind.${one}`)}
            </option>
          ))}
        </SelectField>
        {date('starts')}
        {date('ends')}
        {whole ? null : (
          <>
            <span />
            {time('from')}
            {time('until')}
          </>
        )}
      </div>
      {kind === 'extra' ? null : (
        <Check label={say('exception.whole')} checked={whole} onChange={(on) => set({ whole: on })} />
      )}
      <div className={cx('grid items-start gap-4', asksWhere && 'grid-cols-[minmax(0,1fr)_minmax(0,2fr)]')}>
        {asksWhere ? (
          <SelectField
            label={say('holiday.where')}
            value={value.locationId ?? ''}
            error={fault('locationId')}
            onChange={(event) => set({ locationId: event.target.value || null })}
          >
            {kind === 'extra' ? null : <option value="">{say('exception.everySite')}</option>}
            {sites.map(({ locationId, name }) => (
              <option key={locationId} value={locationId}>
                {name}
              </option>
            ))}
          </SelectField>
        ) : null}
        <TextField
          label={say('exception.note')}
          hint={say('exception.noteHint')}
          maxLength={200}
          autoComplete="off"
          value={value.note}
          error={fault('note')}
          onChange={(event) => set({ note: event.target.value })}
        />
      </div>
    </>
  );
}
