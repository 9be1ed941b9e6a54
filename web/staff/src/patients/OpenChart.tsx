import { openChart } from '@frontdesk/api';
import { Button, cx, SaveError, SelectField, TextField } from '@frontdesk/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { openedKey } from './queries.ts';

const reasons = ['callback', 'appointment', 'records', 'other'] as const;

type Props = {
  patientId: string;
  /** Part of something else that needs the chart: working on an appointment, most likely. */
  within?: boolean;
  onOpened?: () => void;
};

/** The reason is kept with the look and can be read by the patient; without one the chart stays closed. */
export function OpenChart({ patientId, within = false, onOpened }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState<(typeof reasons)[number]>(within ? 'appointment' : 'callback');
  const [other, setOther] = useState('');
  const open = useMutation({
    mutationFn: () => openChart(patientId, reason === 'other' ? other.trim() : words(`open.${reason}`)),
    onSuccess: async () => {
      queries.setQueryData(openedKey(patientId), true);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['patients'] }),
        queries.invalidateQueries({ queryKey: ['scheduling', 'visits'] }),
      ]);
      onOpened?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <form onSubmit={submit} className={cx('flex max-w-100 flex-col gap-4', within ? 'py-1' : 'p-6')}>
      <h2 className={cx('flex items-center gap-2 font-semibold', within ? 'text-title' : 'text-page')}>
        <Lock size={18} aria-hidden />
        {words('open.title')}
      </h2>
      <p className="text-muted">{words('open.body')}</p>
      <SelectField
        data-focus
        label={words('open.reason')}
        value={reason}
        onChange={(event) => setReason(reasons.find((r) => r === event.target.value) ?? 'other')}
      >
        {reasons.map((id) => (
          <option key={id} value={id}>
            {words(`open.${id}`)}
          </option>
        ))}
      </SelectField>
      {reason === 'other' ? (
        <TextField
          label={words('open.which')}
          value={other}
          maxLength={200}
          required
          onChange={(event) => setOther(event.target.value)}
        />
      ) : null}
      <SaveError error={open.error} />
      <Button type="submit" look="primary" className="self-start" busy={open.isPending}>
        {words('open.submit')}
      </Button>
    </form>
  );
}
