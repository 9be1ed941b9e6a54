import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const data = process.env.FRONTDESK_TEST_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
export const patients = resolve(data, 'synthea-ma615/Patient.ndjson');
export type Patient = { name: string; phone: string; birthDate: string; postalCode: string };

/** Of the demo, and in the README: she acts for her children, for whom the clinic has her telephone too. */
export const parent = {
  name: 'Belén Lara Flores',
  phone: '+16305550116',
  birthDate: '1984-04-16',
  child: 'Sofía Itzel Hernández Lara',
};

/** The first one in the file who is alive, has a phone nobody else in the file has, and a postal code. */
export async function someone(): Promise<Patient> {
  const all: (Patient & { alive: boolean })[] = [];
  for await (const line of createInterface({ input: createReadStream(patients) })) {
    const p = JSON.parse(line);
    const digits = String(p.telecom?.[0]?.value ?? '').replace(/\D/g, '');
    all.push({
      name: `${p.name[0].given.join(' ')} ${p.name[0].family}`,
      phone: `+1${digits}`,
      birthDate: p.birthDate,
      postalCode: p.address?.[0]?.postalCode ?? '',
      alive: !p.deceasedDateTime && digits.length === 10,
    });
  }
  const found = all.find(
    (p) => p.alive && p.postalCode && all.filter((o) => o.phone === p.phone).length === 1,
  );
  if (!found) throw new Error('The file holds no patient for this story.');
  return found;
}
