import type { OwnVisit } from '@frontdesk/api';
import { typeName, useLanguage } from '@frontdesk/ui';
import { Check, Group, NumberField } from './fields.tsx';
import { useSetUp } from './queries.ts';
import { useSay } from './words.ts';

type Props = { owns: readonly OwnVisit[]; onChange: (owns: OwnVisit[]) => void; error?: string | undefined };

/** One order, so that what is set back to what it was is no change. */
export const inOrder = (owns: readonly OwnVisit[]) =>
  owns.toSorted((a, b) => a.visitTypeId.localeCompare(b.visitTypeId));

/** What a practitioner does and how long it takes them, where that differs from what the visit type says. */
export function OwnVisits({ owns, onChange: changed, error }: Props) {
  const onChange = (next: OwnVisit[]) => changed(inOrder(next));
  const say = useSay();
  const language = useLanguage();
  const types = useSetUp().visitTypes.filter(
    ({ active, visitTypeId }) => active || owns.some((own) => own.visitTypeId === visitTypeId),
  );
  if (types.length === 0) return null;
  return (
    <Group label={say('own.title')} hint={say('own.hint')} error={error}>
      <table className="w-full rounded-card border border-border text-left">
        <thead className="text-meta text-muted">
          <tr>
            {(['visit', 'does', 'usual', 'own'] as const).map((head) => (
              <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                {say(`own.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {types.map(({ visitTypeId, minutes, everyPractitioner, ...names }) => {
            const name = typeName(names, language);
            const own = owns.find((one) => one.visitTypeId === visitTypeId);
            const rest = owns.filter((one) => one.visitTypeId !== visitTypeId);
            const does = everyPractitioner || own !== undefined;
            return (
              <tr key={visitTypeId} className="border-t border-border">
                <th scope="row" className="px-3 py-1 font-normal">
                  {name}
                </th>
                <td className="px-3 py-1">
                  {everyPractitioner ? (
                    <span className="text-muted">{say('own.everyone')}</span>
                  ) : (
                    <Check
                      label={<span className="sr-only">{say('own.doesIt', { name })}</span>}
                      checked={does}
                      onChange={(on) => onChange(on ? [...rest, { visitTypeId, minutes: null }] : rest)}
                    />
                  )}
                </td>
                <td className="tabular px-3 py-1">{say('settings.minutes', { minutes })}</td>
                <td className="w-36 px-3 py-1">
                  {does ? (
                    <NumberField
                      label={say('own.ownOf', { name })}
                      hideLabel
                      min={5}
                      max={480}
                      placeholder={say('own.same')}
                      value={own?.minutes ?? null}
                      onChange={(typed) =>
                        onChange(
                          typed === null && everyPractitioner
                            ? rest
                            : [...rest, { visitTypeId, minutes: typed }],
                        )
                      }
                    />
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Group>
  );
}
