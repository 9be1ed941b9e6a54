import { Button, IconButton, SelectField, TextField, useLanguage } from '@frontdesk/ui';
import { CalendarRange, Copy, Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { type Faults, useFaultSentence } from './faults.ts';
import { Group, type Option, square } from './fields.tsx';
import {
  type Block,
  type BlockField,
  faultsOfHours,
  minuteOf,
  shownEnd,
  storedEnd,
  weekdayName,
  weekdays,
} from './hours.ts';
import { useSay } from './words.ts';

type Props<B extends Block> = {
  label: string;
  hint?: string;
  hours: readonly B[];
  onChange: (hours: B[]) => void;
  /** What a new block begins with besides its day and times. */
  blank: Omit<B, 'weekday' | 'starts' | 'ends'>;
  /** The places to choose from; none for the hours of a place itself. */
  sites?: readonly Option[];
  /** Said of a day without hours. */
  closed: string;
  fault: Faults['at'];
};

/** A week by its days. What overlaps or ends before it starts says so at its field while it is typed. */
export function HoursEditor<B extends Block>(props: Props<B>) {
  const { label, hint, hours, onChange, blank, sites, closed, fault } = props;
  const say = useSay();
  const sentence = useFaultSentence();
  const own = faultsOfHours(hours);
  // A block has no id of its own; its row keeps one, so that it is no other's when those before it go.
  const made = useRef(0);
  const keys = useRef<number[]>([]);
  keys.current = hours.map((_, index) => keys.current[index] ?? made.current++);
  const rows = hours.map((block, index) => ({ block, index, key: keys.current[index] ?? index }));
  const keep = (stays: (block: B, index: number) => boolean, more: B[] = []) => {
    keys.current = keys.current.filter((_, index) => stays(hours[index] as B, index));
    onChange([...hours.filter(stays), ...more]);
  };
  const add = (weekday: number) => {
    const ends = hours.filter((block) => block.weekday === weekday).map((block) => minuteOf(block.ends) ?? 0);
    onChange([...hours, { ...blank, weekday, ...next(Math.max(0, ...ends)) } as B]);
  };
  const monday = hours.filter((block) => block.weekday === 1);
  return (
    <Group label={label} hint={hint} hideLabel error={fault('hours')}>
      <ul className="divide-y divide-border rounded-card border border-border">
        {weekdays.map((weekday) => (
          <Day
            key={weekday}
            weekday={weekday}
            closed={closed}
            rows={rows.filter(({ block }) => block.weekday === weekday)}
            {...(sites ? { sites } : {})}
            fault={(index, field) => {
              const said = fault(`hours[${index}].${field}`);
              return said ?? (own[index]?.field === field ? sentence(own[index].rule) : undefined);
            }}
            add={() => add(weekday)}
            change={(index, part) =>
              onChange(hours.map((block, at) => (at === index ? { ...block, ...part } : block)))
            }
            remove={(index) => keep((_, at) => at !== index)}
          />
        ))}
      </ul>
      <Button
        look="quiet"
        size="compact"
        className="mt-1 self-start"
        disabled={monday.length === 0}
        onClick={() =>
          keep(
            ({ weekday }) => weekday === 1 || weekday > 5,
            [2, 3, 4, 5].flatMap((weekday) => monday.map((block) => ({ ...block, weekday }))),
          )
        }
      >
        <Copy size={14} aria-hidden />
        {say('hours.copy')}
      </Button>
    </Group>
  );
}

/** After a break, until five; nine to five where there is nothing yet. */
function next(end: number) {
  const two = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const starts = end === 0 ? 540 : Math.min(end + 60, 1380);
  return { starts: two(starts), ends: two(starts < 1020 ? 1020 : 1440) };
}

type Row = { block: Block; index: number; key: number };
type DayProps = {
  weekday: number;
  closed: string;
  rows: Row[];
  sites?: readonly Option[];
  fault: (index: number, field: BlockField | 'locationId') => string | undefined;
  add: () => void;
  change: (index: number, part: Partial<Block>) => void;
  remove: (index: number) => void;
};

function Day({ weekday, closed, rows, sites, fault, add, change, remove }: DayProps) {
  const say = useSay();
  const language = useLanguage();
  const day = weekdayName(weekday, language);
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-start gap-x-2 px-3 py-2">
      <p className="flex min-h-control items-center font-medium">{day}</p>
      <div className="flex min-w-0 flex-col gap-2">
        {rows.length === 0 ? (
          <p className="flex min-h-control items-center text-muted">{closed}</p>
        ) : (
          rows.map(({ block, index, key }, at) => (
            <BlockRow
              key={key}
              name={rows.length > 1 ? say('hours.nth', { day, nth: at + 1 }) : day}
              block={block}
              {...(sites ? { sites } : {})}
              fault={(field) => fault(index, field)}
              change={(part) => change(index, part)}
              remove={() => remove(index)}
            />
          ))
        )}
      </div>
      <IconButton label={say('hours.add', { day })} className={square} onClick={add}>
        <Plus size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

type BlockProps = {
  name: string;
  block: Block;
  sites?: readonly Option[];
  fault: (field: BlockField | 'locationId') => string | undefined;
  change: (part: Partial<Block>) => void;
  remove: () => void;
};

function BlockRow({ name, block, sites, fault, change, remove }: BlockProps) {
  const say = useSay();
  const has = Boolean(block.from ?? block.until);
  const [opened, setOpened] = useState(has);
  // Dates that came later, such as a colleague's version, are not hidden either.
  const dated = opened || has;
  const said = (['starts', 'ends', 'locationId', 'from', 'until'] as const).map(fault).find(Boolean);
  const time = (field: 'starts' | 'ends') => (
    <div className="w-30">
      <TextField
        label={say(`hours.${field}`, { name })}
        hideLabel
        hideError
        type="time"
        className="tabular"
        value={field === 'ends' ? shownEnd(block.ends) : block.starts}
        error={fault(field)}
        onChange={(event) =>
          change({ [field]: field === 'ends' ? storedEnd(event.target.value) : event.target.value })
        }
      />
    </div>
  );
  const date = (field: 'from' | 'until') => (
    <div className="w-36">
      <TextField
        label={say(`hours.${field}`)}
        hideError
        type="date"
        value={block[field] ?? ''}
        error={fault(field)}
        onChange={(event) => change({ [field]: event.target.value || null })}
      />
    </div>
  );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
        {time('starts')}
        <span aria-hidden className="flex min-h-control items-center text-muted">
          –
        </span>
        {time('ends')}
        {sites && (sites.length > 1 || sites[0]?.value !== block.locationId) ? (
          <div className="min-w-36 flex-1">
            <SelectField
              label={say('hours.site', { name })}
              hideLabel
              hideError
              value={block.locationId ?? ''}
              error={fault('locationId')}
              onChange={(event) => change({ locationId: event.target.value })}
            >
              {sites.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </SelectField>
          </div>
        ) : null}
        {sites ? (
          <IconButton
            label={say('hours.dates', { name })}
            className={square}
            aria-expanded={dated}
            // Dates that are filled in stay in view until they are emptied.
            aria-disabled={has || undefined}
            onClick={() => setOpened(has || !opened)}
          >
            <CalendarRange size={15} aria-hidden />
          </IconButton>
        ) : null}
        <IconButton label={say('hours.remove', { name })} className={square} onClick={remove}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
      {dated ? (
        <Group label={say('hours.dates', { name })} hideLabel>
          <div className="flex flex-wrap gap-2">
            {date('from')}
            {date('until')}
          </div>
        </Group>
      ) : null}
      {said ? (
        <p aria-hidden className="-mt-1 text-meta font-medium text-danger">
          {said}
        </p>
      ) : null}
    </div>
  );
}
