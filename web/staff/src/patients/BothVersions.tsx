import type { PatientDetails } from '@frontdesk/api';
import { Button } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { writeAddress } from './writeAddress.ts';

type Props = { mine: PatientDetails; theirs: PatientDetails; takeTheirs: () => void };

export function BothVersions({ mine, theirs, takeTheirs }: Props) {
  const words = useWords();
  const rows = [
    [words('form.givenName'), mine.givenName, theirs.givenName],
    [words('form.familyName'), mine.familyName, theirs.familyName],
    [words('form.birthDate'), mine.birthDate, theirs.birthDate],
    [words('patients.sex'), mine.sex, theirs.sex],
    [words('person.speaks'), mine.language, theirs.language],
    [words('patients.phone'), mine.phones?.[0]?.number ?? '', theirs.phones?.[0]?.number ?? ''],
    [words('patients.address'), writeAddress(mine.addresses?.[0]), writeAddress(theirs.addresses?.[0])],
  ].filter(([, own, other]) => own !== other);
  return (
    <div role="alert" className="rounded-card border border-warn p-3">
      <p className="font-semibold">{words('stale.title')}</p>
      <p className="text-muted">{words('stale.body')}</p>
      <table className="mt-2 w-full text-left">
        <thead className="text-meta text-muted">
          <tr>
            <th scope="col" className="font-medium">
              {words('stale.field')}
            </th>
            <th scope="col" className="font-medium">
              {words('stale.mine')}
            </th>
            <th scope="col" className="font-medium">
              {words('stale.theirs')}
            </th>
          </tr>
        </thead>
        <tbody className="tabular">
          {rows.map(([name, own, other]) => (
            <tr key={name} className="border-t border-border">
              <th scope="row" className="py-1 pr-2 font-medium">
                {name}
              </th>
              <td className="py-1 pr-2">{own}</td>
              <td className="py-1">{other}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button className="mt-3" onClick={takeTheirs}>
        {words('stale.takeTheirs')}
      </Button>
    </div>
  );
}
