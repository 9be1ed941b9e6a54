import { queryString, type Send, send } from './send.ts';

type Shape = { body?: unknown; path?: unknown; query?: unknown; url: string };
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What is not `never` in the contract must be given. */
type Given<Data extends Shape> = {
  [Part in 'body' | 'path' | 'query' as undefined extends Data[Part] ? never : Part]: Data[Part];
};

/** Narrows what C# says as a string to the words it can be; a field the contract does not have is refused. */
export type Narrow<
  Whole,
  Fields extends { [Name in keyof Fields]: Name extends keyof Whole ? Whole[Name] : never },
> = Omit<Whole, keyof Fields> & Fields;

/**
 * One operation of the contract: the address, what it takes and what it answers are checked against the types
 * generated from openapi.json.
 */
export function operation<
  Data extends Shape,
  Responses,
  Answer extends Responses[keyof Responses] = Responses[keyof Responses],
>(method: Method, url: Data['url']) {
  return (given: Given<Data> & Omit<Send, 'body'>): Promise<Answer> => {
    const { path, query, body, ...rest } = given as Shape & Omit<Send, 'body'>;
    const names = (path ?? {}) as Record<string, string>;
    const address = url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
    return send<Answer>(
      method,
      `${address}${queryString((query ?? {}) as Parameters<typeof queryString>[0])}`,
      {
        ...rest,
        ...(body === undefined ? {} : { body }),
      },
    );
  };
}
