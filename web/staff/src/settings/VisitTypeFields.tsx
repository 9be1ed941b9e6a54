import type { VisitTypeDetails } from '@frontdesk/api';
import { Button, IconButton, SelectField, TextArea, TextField } from '@frontdesk/ui';
import { Plus, X } from 'lucide-react';
import type { Form } from './EditForm.tsx';
import { Check, Checks, Group, NumberField, Pair, Part, SpanField, square } from './fields.tsx';
import { useSetUp } from './queries.ts';
import { isMissing, useWriteSpan } from './visitTypes.ts';
import { useSay } from './words.ts';

type Details = Omit<VisitTypeDetails, 'active'>;
type Props = { form: Form<Details> };

const channels = ['in-person', 'video', 'phone'] as const;
const openTo = ['everyone', 'new', 'established'] as const;
const mostReminders = 5;

export function VisitTypeFields({ form }: Props) {
  const say = useSay();
  return (
    <div>
      <Part title={say('type.words')} hint={say('type.wordsHint')}>
        <Words form={form} />
      </Part>
      <Part title={say('type.time')}>
        <Times form={form} />
      </Part>
      <Part title={say('type.patients')}>
        <Patients form={form} />
      </Part>
      <Part title={say('type.needs')}>
        <Needs form={form} />
      </Part>
      <Part title={say('type.reminders')} hint={say('type.remindersHint')}>
        <Reminders form={form} />
      </Part>
    </div>
  );
}

/** English and Spanish beside each other; what stands in one only is pointed at, not refused. */
function Words({ form: { value, set, fault } }: Props) {
  const say = useSay();
  const hint = (text: string, other: string) => (isMissing(text, other) ? say('type.isMissing') : undefined);
  const name = (field: 'nameEn' | 'nameEs') => (
    <TextField
      label={say(`type.${field}`)}
      lang={field === 'nameEn' ? 'en' : 'es'}
      required
      maxLength={100}
      autoComplete="off"
      value={value[field]}
      hint={hint(value[field], field === 'nameEn' ? value.nameEs : value.nameEn)}
      error={fault(field)}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
  const instructions = (field: 'instructionsEn' | 'instructionsEs') => (
    <TextArea
      label={say(`type.${field}`)}
      lang={field === 'instructionsEn' ? 'en' : 'es'}
      rows={3}
      maxLength={2000}
      value={value[field]}
      hint={hint(value[field], field === 'instructionsEn' ? value.instructionsEs : value.instructionsEn)}
      error={fault(field)}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
  return (
    <Pair>
      {name('nameEn')}
      {name('nameEs')}
      {instructions('instructionsEn')}
      {instructions('instructionsEs')}
    </Pair>
  );
}

function Times({ form: { value, set, fault } }: Props) {
  const say = useSay();
  const minutes = (field: 'minutes' | 'bufferBefore' | 'bufferAfter' | 'every', min: number, max: number) => (
    <NumberField
      label={say('type.inMinutes', { name: say(`type.${field}`) })}
      required
      min={min}
      max={max}
      value={value[field]}
      error={fault(field)}
      onChange={(typed) => set({ [field]: typed ?? Number.NaN })}
    />
  );
  return (
    <>
      <div className="grid grid-cols-4 items-start gap-4">
        {minutes('minutes', 5, 480)}
        {minutes('bufferBefore', 0, 120)}
        {minutes('bufferAfter', 0, 120)}
        {minutes('every', 5, 480)}
      </div>
      <Checks
        label={say('type.channels')}
        options={channels.map((channel) => ({ value: channel, label: say(`type.channel.${channel}`) }))}
        values={value.channels}
        error={fault('channels') ?? (value.channels.length === 0 ? say('type.needsChannel') : undefined)}
        onChange={(chosen) => set({ channels: chosen as Details['channels'] })}
      />
      <div className="grid grid-cols-4 items-start gap-4">
        <NumberField
          label={say('type.capacity')}
          required
          min={1}
          max={50}
          value={value.capacity}
          error={fault('capacity')}
          onChange={(typed) => set({ capacity: typed ?? Number.NaN })}
        />
      </div>
      <p className="-mt-3 text-meta text-muted">{say('type.capacityHint')}</p>
    </>
  );
}

function Patients({ form: { value, set, fault } }: Props) {
  const say = useSay();
  return (
    <>
      <Check
        label={say('type.mayBook')}
        checked={value.patientsMayBook}
        onChange={(patientsMayBook) => set({ patientsMayBook })}
      />
      {value.patientsMayBook ? (
        <div className="flex flex-col gap-4 border-l border-border pl-4">
          <div className="w-72">
            <SelectField
              label={say('type.openTo')}
              value={value.openTo}
              error={fault('openTo')}
              onChange={(event) => set({ openTo: event.target.value as Details['openTo'] })}
            >
              {openTo.map((one) => (
                <option key={one} value={one}>
                  {say(`type.openTo.${one}`)}
                </option>
              ))}
            </SelectField>
          </div>
          <Pair>
            <SpanField
              label={say('type.notice')}
              min={0}
              max={43_200}
              value={value.patientsNotice}
              error={fault('patientsNotice')}
              onChange={(patientsNotice) => set({ patientsNotice })}
            />
            <Group label={say('type.aheadDays')} error={fault('patientsAhead')}>
              <div className="w-24">
                <NumberField
                  label={say('type.aheadDays')}
                  hideLabel
                  required
                  min={1}
                  max={366}
                  value={value.patientsAhead}
                  onChange={(typed) => set({ patientsAhead: typed ?? Number.NaN })}
                />
              </div>
            </Group>
          </Pair>
        </div>
      ) : null}
      <Check
        label={say('type.mayRequest')}
        checked={value.patientsMayRequest}
        onChange={(patientsMayRequest) => set({ patientsMayRequest })}
      />
    </>
  );
}

/** Only what the clinic has can be needed: the categories of its rooms and equipment, the skills of its people. */
function Needs({ form: { value, set, fault } }: Props) {
  const say = useSay();
  const { rooms, practitioners } = useSetUp();
  const categories = (kind: 'room' | 'equipment') =>
    rooms.filter((room) => room.kind === kind && room.active).map((room) => room.category);
  const known = {
    needsRoom: categories('room'),
    needsEquipment: categories('equipment'),
    needsSkill: practitioners.filter(({ active }) => active).flatMap(({ skills }) => skills),
  };
  const need = (field: keyof typeof known) => {
    const own = value[field];
    const all = [...new Set([...known[field], ...(own ? [own] : [])])].sort();
    return (
      <SelectField
        label={say(`type.${field}`)}
        hint={own && !known[field].includes(own) ? say('type.needGone') : undefined}
        value={own ?? ''}
        error={fault(field)}
        onChange={(event) => set({ [field]: event.target.value || null })}
      >
        <option value="">{say('type.needsNone')}</option>
        {all.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
    );
  };
  return (
    <>
      <div className="grid grid-cols-3 items-start gap-4">
        {need('needsRoom')}
        {need('needsEquipment')}
        {need('needsSkill')}
      </div>
      <Check
        label={say('type.everyone')}
        checked={value.everyPractitioner}
        onChange={(everyPractitioner) => set({ everyPractitioner })}
      />
      {value.everyPractitioner ? null : <p className="-mt-3 text-meta text-muted">{say('type.onlySome')}</p>}
    </>
  );
}

function Reminders({ form: { value, set, fault } }: Props) {
  const say = useSay();
  const span = useWriteSpan();
  const { reminders } = value;
  const rows = reminders.map((minutes, at) => ({ minutes, at, key: `reminder-${at}` }));
  return (
    <Group label={say('type.remindersWhen')} hideLabel error={fault('reminders')}>
      {reminders.length === 0 ? <p className="text-muted">{say('type.noReminders')}</p> : null}
      <ul className="flex flex-col gap-2">
        {rows.map(({ minutes, at, key }) => (
          <li key={key} className="flex items-start gap-2">
            <SpanField
              label={say('type.reminderNth', { nth: at + 1 })}
              hideLabel
              min={15}
              max={43_200}
              value={minutes}
              error={fault(`reminders[${at}]`)}
              onChange={(to) => set({ reminders: reminders.map((one, index) => (index === at ? to : one)) })}
            />
            <span className="flex min-h-control items-center text-muted">{say('type.beforeIt')}</span>
            <IconButton
              label={say('type.removeReminder', { when: say('type.before', { span: span(minutes) }) })}
              className={square}
              onClick={() => set({ reminders: reminders.filter((_, index) => index !== at) })}
            >
              <X size={15} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        size="compact"
        look="quiet"
        className="self-start"
        disabled={reminders.length >= mostReminders}
        onClick={() => set({ reminders: [...reminders, reminders.includes(1440) ? 120 : 1440] })}
      >
        <Plus size={15} aria-hidden />
        {say('type.addReminder')}
      </Button>
    </Group>
  );
}
