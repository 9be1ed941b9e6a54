import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { meQuery } from './session.ts';

export type Person = { patientId: string; name: string };

/** Oneself, then those one acts for today. Who merely has the same telephone is not among them. */
export const peopleQuery = queryOptions({
  ...meQuery,
  select: ({ patientId, name, actsFor }): Person[] => [{ patientId, name }, ...actsFor],
});

/** The same question for each of them. It fails as a whole: a list without somebody would look complete. */
export async function askForEach<Answer>(
  client: QueryClient,
  ask: (patientId: string) => Promise<Answer>,
): Promise<{ patientId: string; answer: Answer }[]> {
  // The list that asks is what is tried again.
  const me = await client.fetchQuery({ ...meQuery, retry: false });
  const ids = [me.patientId, ...me.actsFor.map((one) => one.patientId)];
  return Promise.all(ids.map(async (patientId) => ({ patientId, answer: await ask(patientId) })));
}
