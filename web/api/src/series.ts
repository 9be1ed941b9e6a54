import { operation } from './operation.ts';
import type { Channel, FoundTimes } from './scheduling.ts';
import type { Send } from './send.ts';

/** The same time by the place's clock, every so many weeks. */
export type SeriesWanted = {
  patientId?: string;
  visitTypeId: string;
  practitionerId: string;
  locationId: string;
  startsAt: string;
  /** 2 to 52. */
  count: number;
  /** 1 to 12. */
  everyWeeks: number;
  channel?: Channel;
};

/** One of a series: free, or why not in words of both languages, with the nearest times that are. */
export type SeriesVisit = {
  startsAt: string;
  endsAt: string;
  free: boolean;
  code: string;
  en: string;
  es: string;
  nearest: FoundTimes['times'];
};

export type SeriesBooking = {
  patientId: string;
  visitTypeId: string;
  practitionerId: string;
  locationId: string;
  startsAts: string[];
  everyWeeks: number;
  channel?: Channel;
  reason?: string;
};
export type BookedSeries = { seriesId: string; appointments: { appointmentId: string; startsAt: string }[] };

type CheckData = { body: SeriesWanted; url: '/api/v1/scheduling/series/check' };
type BookData = { body: SeriesBooking; url: '/api/v1/scheduling/series' };
type CancelData = {
  path: { id: string };
  body: { from?: string; reason: string };
  url: '/api/v1/scheduling/series/{id}/cancel';
};

const check = operation<CheckData, { 200: { visits: SeriesVisit[] } }>(
  'POST',
  '/api/v1/scheduling/series/check',
);
const book = operation<BookData, { 201: BookedSeries }>('POST', '/api/v1/scheduling/series');
const cancel = operation<CancelData, { 200: { cancelled: number } }>(
  'POST',
  '/api/v1/scheduling/series/{id}/cancel',
);

export const checkSeries = (body: SeriesWanted, options: Send = {}) => check({ ...options, body });
/** All or none: 409 `series_clashes` with `clashes`, the starts that are not free any more. */
export const bookSeries = (body: SeriesBooking, idempotencyKey: string) => book({ body, idempotencyKey });
/** `from`: a calendar date; visits before it stay. */
export const cancelSeries = (id: string, body: { from?: string; reason: string }) =>
  cancel({ path: { id }, body });
