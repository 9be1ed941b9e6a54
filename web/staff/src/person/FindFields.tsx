import type { VisitType } from '@frontdesk/api';
import { languageName, SelectField, TextField, typeName } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { Several } from '../visit/Several.tsx';
import { partsOfDay } from '../visit/wants.ts';
import { useVisitWords } from '../visit/words.ts';
import { channelOf, chosenOf, doing, type Finding } from './finding.ts';
import { locationsQuery, practitionersQuery } from './queries.ts';

type Props = {
  finding: Finding;
  set: (to: Partial<Finding>) => void;
  types: readonly VisitType[];
  type: VisitType | undefined;
  today: string;
  /** Of a visit that is moved, what it is is not asked. */
  moving: boolean;
};

/** Which visit, with whom and from when; the rest folds away until it is needed. */
export function FindFields({ finding, set, types, type, today, moving }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const clock = useClock();
  const people = useQuery(practitionersQuery).data ?? [];
  const channels = moving ? [] : (type?.channels ?? []);
  return (
    <div className="mb-3 flex flex-col gap-2">
      {moving ? null : (
        <SelectField
          label={words('times.type')}
          value={type?.visitTypeId ?? ''}
          onChange={({ target: { value: visitTypeId } }) =>
            set({
              visitTypeId,
              practitionerIds: chosenOf(finding.practitionerIds, people, visitTypeId),
            })
          }
        >
          {types.map((one) => (
            <option key={one.visitTypeId} value={one.visitTypeId}>
              {words('times.typeMinutes', { name: typeName(one, clock.language), minutes: one.minutes })}
            </option>
          ))}
        </SelectField>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Several
          label={words('times.who')}
          any={words('times.anyone')}
          options={doing(people, type?.visitTypeId ?? '').map((one) => ({
            value: one.practitionerId,
            name: one.name,
          }))}
          chosen={finding.practitionerIds}
          choose={(practitionerIds) => set({ practitionerIds })}
        />
        <TextField
          label={words('times.from')}
          type="date"
          min={today}
          value={finding.from || today}
          onChange={(event) => set({ from: event.target.value })}
        />
        {channels.length > 1 ? (
          <SelectField
            label={say('wants.channel')}
            value={channelOf(type, finding.channel) ?? ''}
            onChange={(event) =>
              set({ channel: channels.find((channel) => channel === event.target.value) ?? '' })
            }
          >
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {say(`channel.${channel}`)}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      <Filters finding={finding} set={set} />
    </div>
  );
}

function Filters({ finding, set }: Pick<Props, 'finding' | 'set'>) {
  const say = useVisitWords();
  const clock = useClock();
  const people = useQuery(practitionersQuery).data ?? [];
  const places = useQuery(locationsQuery).data ?? [];
  const tongues = [...new Set(people.flatMap((one) => one.languages))].sort();
  const used = [finding.locationId, finding.language, finding.partOfDay].filter(Boolean).length;
  const [open, setOpen] = useState(used > 0);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-6 text-meta text-muted">
        {used > 0 ? say('find.filtersOn', { count: used }) : say('find.filters')}
      </summary>
      <div className="mt-1 grid grid-cols-2 gap-2">
        <SelectField
          label={say('find.part')}
          value={finding.partOfDay}
          onChange={(event) =>
            set({ partOfDay: partsOfDay.find((part) => part === event.target.value) ?? '' })
          }
        >
          <option value="">{say('find.any')}</option>
          {partsOfDay.map((part) => (
            <option key={part} value={part}>
              {say(`part.${part}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('find.language')}
          value={finding.language}
          onChange={(event) => set({ language: event.target.value })}
        >
          <option value="">{say('find.any')}</option>
          {tongues.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag, clock.language)}
            </option>
          ))}
        </SelectField>
        {places.length > 1 ? (
          <div className="col-span-2">
            <SelectField
              label={say('explain.where')}
              value={finding.locationId}
              onChange={(event) => set({ locationId: event.target.value })}
            >
              <option value="">{say('find.any')}</option>
              {places.map((place) => (
                <option key={place.locationId} value={place.locationId}>
                  {place.name}
                </option>
              ))}
            </SelectField>
          </div>
        ) : null}
      </div>
    </details>
  );
}
