import { addHoliday, type Holiday, type HolidayDetails, previewHoliday, removeHoliday } from '@frontdesk/api';
import {
  Clock,
  cx,
  EmptyState,
  IconButton,
  Pill,
  SaveError,
  SelectField,
  TextField,
  useLanguage,
  writeDate,
} from '@frontdesk/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useClock } from '../session/session.ts';
import { EditForm } from './EditForm.tsx';
import type { Fact } from './facts.ts';
import { Part, square } from './fields.tsx';
import { type PageProps, PageTitle, useOpen } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { type Change, useSave } from './Saving.tsx';
import { useSay } from './words.ts';

const blank: HolidayDetails = { day: '', name: '', locationId: null };
const conflicts = { holiday_is_there_already: 'day' };

/** Days on which nobody works, a year at a time. */
export function HolidaysPage({ id }: PageProps) {
  const say = useSay();
  const clock = useClock();
  const navigate = useNavigate();
  const today = clock.date(new Date());
  const year = id && /^\d{4}$/.test(id) ? id : today.slice(0, 4);
  const shown = useSetUp()
    .holidays.filter(({ day }) => day.startsWith(year))
    .sort((a, b) => a.day.localeCompare(b.day));
  const go = (years: number) =>
    void navigate({
      to: '/settings/{-$section}/{-$id}/{-$part}',
      params: { section: 'holidays', id: String(Number(year) + years), part: undefined },
    });
  return (
    <>
      <PageTitle title={say('nav.holidays')}>
        <IconButton label={say('holiday.yearBefore')} className={square} onClick={() => go(-1)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <p aria-live="polite" className="tabular flex items-center text-title font-semibold">
          {year}
        </p>
        <IconButton label={say('holiday.yearAfter')} className={square} onClick={() => go(1)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
      </PageTitle>
      {shown.length === 0 ? (
        <section className="rounded-card border border-border">
          <EmptyState title={say('holiday.emptyTitle', { year })}>{say('holiday.emptyBody')}</EmptyState>
        </section>
      ) : (
        <Months holidays={shown} today={today} />
      )}
      <Part title={say('holiday.add')} hint={say('holiday.hint')}>
        <AddHoliday />
      </Part>
    </>
  );
}

function useFacts(): (holiday: HolidayDetails) => Fact[] {
  const say = useSay();
  const language = useLanguage();
  const siteName = useSiteName();
  return ({ day, name, locationId }) => [
    [say('holiday.day'), day && writeDate(day, language)],
    [say('field.name'), name],
    [say('holiday.where'), day && siteName(locationId)],
  ];
}

function useSiteName(): (locationId: string | null) => string {
  const say = useSay();
  const { locations } = useSetUp();
  return (id) => locations.find(({ locationId }) => locationId === id)?.name ?? say('holiday.everywhere');
}

function Months({ holidays, today }: { holidays: readonly Holiday[]; today: string }) {
  const clock = new Clock(useLanguage(), 'UTC');
  const perform = useSave();
  const changeOf = useRemoval();
  const removing = useMutation({ mutationFn: (holiday: Holiday) => perform(changeOf(holiday)) });
  const months = [...new Set(holidays.map(({ day }) => day.slice(0, 7)))];
  return (
    <section>
      <ul className="divide-y divide-border rounded-card border border-border">
        {months.map((month) => (
          <li key={month} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 px-4 py-2">
            <h3 className="flex h-10 items-center self-start font-medium first-letter:uppercase">
              {clock.month(`${month}-15T12:00:00Z`)}
            </h3>
            <ul className="divide-y divide-border">
              {holidays
                .filter(({ day }) => day.startsWith(month))
                .map((holiday) => (
                  <HolidayRow
                    key={holiday.holidayId}
                    holiday={holiday}
                    past={holiday.day < today}
                    busy={removing.isPending && removing.variables.holidayId === holiday.holidayId}
                    remove={() => removing.mutate(holiday)}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ul>
      <div className="mt-2 empty:hidden">
        <SaveError error={removing.error} />
      </div>
    </section>
  );
}

type RowProps = { holiday: Holiday; past: boolean; busy: boolean; remove: () => void };

function HolidayRow({ holiday, past, busy, remove }: RowProps) {
  const say = useSay();
  const clock = new Clock(useLanguage(), 'UTC');
  const siteName = useSiteName();
  const { day, name, locationId } = holiday;
  return (
    <li className={cx('flex min-h-control items-center gap-3 py-1', past && 'text-muted')}>
      <span className="tabular w-20 shrink-0">
        {clock.weekday(`${day}T12:00:00Z`)} {clock.dayNumber(`${day}T12:00:00Z`)}
      </span>
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <Pill>{siteName(locationId)}</Pill>
      <IconButton label={say('holiday.remove', { name })} className={square} busy={busy} onClick={remove}>
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

function useAddition(): (holiday: HolidayDetails) => Change {
  const language = useLanguage();
  const say = useSay();
  return (holiday) => ({
    name: holiday.name,
    changed: [{ label: say('holiday.day'), before: '', after: writeDate(holiday.day, language) }],
    ask: () => previewHoliday(holiday),
    save: () => addHoliday(holiday),
  });
}

/** Opening a day strands nobody, and closing it again may. */
function useRemoval(): (holiday: Holiday) => Change {
  const language = useLanguage();
  const say = useSay();
  const addition = useAddition();
  return ({ holidayId, ...holiday }) => ({
    name: holiday.name,
    changed: [{ label: say('holiday.day'), before: writeDate(holiday.day, language), after: '' }],
    ask: () => removeHoliday(holidayId, true),
    save: () => removeHoliday(holidayId),
    undo: () => addition(holiday),
  });
}

function AddHoliday() {
  const say = useSay();
  const facts = useFacts();
  const removal = useRemoval();
  const open = useOpen();
  const { locations } = useSetUp();
  return (
    <EditForm<HolidayDetails>
      name={({ name }) => name}
      current={blank}
      facts={facts}
      conflicts={conflicts}
      submit={say('holiday.submit')}
      ask={previewHoliday}
      save={addHoliday}
      undo={(made, holiday) => removal({ ...holiday, holidayId: (made as { holidayId: string }).holidayId })}
      onSaved={(_, { day }) => open('holidays', day.slice(0, 4))}
    >
      {({ value, set, fault }) => (
        <div className="grid grid-cols-[10rem_minmax(0,1fr)_12rem] items-start gap-4">
          <TextField
            label={say('holiday.day')}
            type="date"
            required
            value={value.day}
            error={fault('day')}
            onChange={(event) => set({ day: event.target.value })}
          />
          <TextField
            label={say('field.name')}
            required
            maxLength={100}
            autoComplete="off"
            value={value.name}
            error={fault('name')}
            onChange={(event) => set({ name: event.target.value })}
          />
          <SelectField
            label={say('holiday.where')}
            value={value.locationId ?? ''}
            error={fault('locationId')}
            onChange={(event) => set({ locationId: event.target.value || null })}
          >
            <option value="">{say('holiday.everywhere')}</option>
            {locations
              .filter(({ active }) => active)
              .map(({ locationId, name }) => (
                <option key={locationId} value={locationId}>
                  {name}
                </option>
              ))}
          </SelectField>
        </div>
      )}
    </EditForm>
  );
}
