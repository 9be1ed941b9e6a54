import { type PatientDetails, Problem } from '@frontdesk/api';
import {
  Button,
  languageName,
  languages,
  SaveError,
  SelectField,
  TextField,
  useLanguage,
} from '@frontdesk/ui';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';

type Props = {
  start?: PatientDetails;
  submit: string;
  busy: boolean;
  error: unknown;
  onSubmit: (details: PatientDetails) => void;
  children?: ReactNode;
};

const sexes = ['female', 'male', 'other', 'unknown'] as const;

// What the form does not show (other names, more phones, emails) is sent back as it came.
function read(form: HTMLFormElement, start: PatientDetails | undefined): PatientDetails {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const [phone, ...phones] = start?.phones ?? [];
  const [address, ...addresses] = start?.addresses ?? [];
  const { number, line } = { number: text('phone'), line: text('line') };
  return {
    ...start,
    givenName: text('givenName'),
    familyName: text('familyName'),
    birthDate: text('birthDate'),
    sex: sexes.find((sex) => sex === text('sex')) ?? 'unknown',
    language: text('language'),
    phones: number ? [{ use: 'mobile', ...phone, number, mayText: data.has('mayText') }, ...phones] : phones,
    addresses: line
      ? [
          {
            ...address,
            lines: [line],
            city: text('city') || null,
            state: text('state') || null,
            postalCode: text('postalCode') || null,
          },
          ...addresses,
        ]
      : addresses,
  };
}

/** The same fields for registering and changing. The server checks them; its words stand under the field. */
export function PatientForm({ start, submit, busy, error, onSubmit, children }: Props) {
  const words = useWords();
  const language = useLanguage();
  const faults = error instanceof Problem ? error.errors : {};
  const fault = (name: string) => (faults[name] ? words('form.check') : undefined);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(read(event.currentTarget, start));
  };
  const field = (name: 'givenName' | 'familyName') => (
    <TextField
      label={words(`form.${name}`)}
      name={name}
      defaultValue={start?.[name] ?? ''}
      error={fault(name)}
      autoComplete="off"
      required
    />
  );
  return (
    <form onSubmit={send} className="flex max-w-160 flex-col gap-4">
      <div className="grid grid-cols-2 gap-4">
        {field('givenName')}
        {field('familyName')}
        <TextField
          label={words('form.birthDate')}
          name="birthDate"
          type="date"
          defaultValue={start?.birthDate}
          error={fault('birthDate')}
          required
        />
        <SelectField label={words('patients.sex')} name="sex" defaultValue={start?.sex ?? 'unknown'}>
          {sexes.map((sex) => (
            <option key={sex} value={sex}>
              {words(`sex.${sex}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={words('person.speaks')} name="language" defaultValue={start?.language ?? 'en'}>
          {languages.map((code) => (
            <option key={code} value={code}>
              {languageName(code, language)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words('patients.phone')}
          name="phone"
          type="tel"
          defaultValue={start?.phones?.[0]?.number}
          error={fault('phones') ?? fault('phones[0].number')}
          autoComplete="off"
        />
      </div>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          name="mayText"
          className="size-4 accent-primary"
          defaultChecked={start?.phones?.[0]?.mayText ?? false}
        />
        {words('form.mayText')}
      </label>
      <AddressFields start={start} />
      {children}
      {Object.keys(faults).length === 0 && !children ? <SaveError error={error} /> : null}
      <Button type="submit" look="primary" className="self-start" busy={busy}>
        {submit}
      </Button>
    </form>
  );
}

function AddressFields({ start }: { start: PatientDetails | undefined }) {
  const words = useWords();
  const address = start?.addresses?.[0];
  const part = (name: 'line' | 'city' | 'state' | 'postalCode', className?: string) => (
    <div className={className}>
      <TextField
        label={words(`form.${name}`)}
        name={name}
        defaultValue={(name === 'line' ? address?.lines.join(', ') : address?.[name]) ?? ''}
        autoComplete="off"
      />
    </div>
  );
  return (
    <div className="grid grid-cols-6 gap-4">
      {part('line', 'col-span-6')}
      {part('city', 'col-span-3')}
      {part('state', 'col-span-1')}
      {part('postalCode', 'col-span-2')}
    </div>
  );
}
