import type {
  ListCalendarsCalendar,
  ListCalendarsData,
  ListCalendarsResponse,
  ListCalendarsResponses,
  MakeCalendarFeedData,
  MakeCalendarFeedResponse,
  MakeCalendarFeedResponses,
  RefreshCalendarData,
  RefreshCalendarResponse,
  RefreshCalendarResponses,
  RevokeCalendarFeedData,
  RevokeCalendarFeedResponses,
  SubscribeCalendarData,
  SubscribeCalendarRequest,
  SubscribeCalendarResponses,
  UnsubscribeCalendarData,
  UnsubscribeCalendarResponses,
} from './generated/types.gen.ts';
import { operation } from './operation.ts';
import { type Send, send } from './send.ts';

/** ISO 8601: Monday is 1. Times are "HH:mm" by the place's clock; "24:00" ends the day. */
export type OpenHours = { weekday: number; starts: string; ends: string };
export type SiteDetails = { name: string; address: string; active: boolean };
export type Site = SiteDetails & { locationId: string; timeZone: string; hours: OpenHours[] };
/** Without a location: all of them. */
export type HolidayDetails = { day: string; name: string; locationId: string | null };
export type Holiday = HolidayDetails & { holidayId: string };
/** `from` and `until` are the first and the last day; null: always, without end. */
export type WorkHours = OpenHours & { locationId: string; from: string | null; until: string | null };
export type ExceptionKind = 'away' | 'blocked' | 'extra';
/** Times by the clock of the place, without an offset: "2026-12-24T12:00". */
export type ExceptionDetails = {
  kind: ExceptionKind;
  starts: string;
  ends: string;
  locationId: string | null;
  note: string;
};
export type HoursException = ExceptionDetails & { exceptionId: string };
/** A length of their own, or that they do a visit that not everyone does. */
export type OwnVisit = { visitTypeId: string; minutes: number | null };
export type PersonDetails = {
  name: string;
  /** BCP 47. */
  languages: string[];
  skills: string[];
  /** USPS codes. */
  licenceStates: string[];
  locationIds: string[];
  active: boolean;
  visitTypes: OwnVisit[];
};
export type Person = PersonDetails & {
  practitionerId: string;
  hours: WorkHours[];
  exceptions: HoursException[];
};
export type RoomKind = 'room' | 'equipment';
export type RoomDetails = { name: string; category: string; active: boolean };
export type Room = RoomDetails & {
  roomId: string;
  kind: RoomKind;
  locationId: string;
  exceptions: HoursException[];
};
type VisitChannel = 'in-person' | 'video' | 'phone';
type VisitOpenTo = 'everyone' | 'new' | 'established';
export type VisitTypeDetails = {
  nameEn: string;
  nameEs: string;
  instructionsEn: string;
  instructionsEs: string;
  minutes: number;
  bufferBefore: number;
  bufferAfter: number;
  every: number;
  channels: VisitChannel[];
  patientsMayBook: boolean;
  openTo: VisitOpenTo;
  patientsMayRequest: boolean;
  /** Minutes. */
  patientsNotice: number;
  /** Days. */
  patientsAhead: number;
  needsRoom: string | null;
  needsEquipment: string | null;
  needsSkill: string | null;
  capacity: number;
  /** Minutes before the start. */
  reminders: number[];
  everyPractitioner: boolean;
  active: boolean;
};
export type SetUpVisitType = VisitTypeDetails & { visitTypeId: string };
/** All that decides which times can be offered; what is retired too. */
export type SetUp = {
  locations: Site[];
  holidays: Holiday[];
  practitioners: Person[];
  rooms: Room[];
  visitTypes: SetUpVisitType[];
};
export type StrandedTime = {
  appointmentId: string;
  startsAt: string;
  endsAt: string;
  practitionerId: string;
  locationId: string;
  visitTypeId: string;
};
/** The visits that a change leaves outside of hours; `workItems` of them became requests for the front desk. */
export type Stranding = { stranded: StrandedTime[]; workItems: number };

const base = '/api/v1/scheduling';
const at = (path: string, preview: boolean) => `${base}${path}${preview ? '?preview=true' : ''}`;
const id = encodeURIComponent;

export const showSetUp = (options: Send = {}) => send<SetUp>('GET', `${base}/set-up`, options);

// With `preview` nothing is changed: the answer says what would be stranded.
export const addSite = (body: SiteDetails & { timeZone: string }) =>
  send<{ locationId: string }>('POST', at('/locations', false), { body });
export const changeSite = (locationId: string, body: SiteDetails, preview = false) =>
  send<Stranding>('PUT', at(`/locations/${id(locationId)}`, preview), { body });
export const setSiteHours = (locationId: string, hours: OpenHours[], preview = false) =>
  send<Stranding>('PUT', at(`/locations/${id(locationId)}/hours`, preview), { body: { hours } });

export const previewHoliday = (body: HolidayDetails) =>
  send<Stranding>('POST', at('/holidays', true), { body });
export const addHoliday = (body: HolidayDetails) =>
  send<{ holidayId: string }>('POST', at('/holidays', false), { body });
export const removeHoliday = (holidayId: string, preview = false) =>
  send<Stranding>('DELETE', at(`/holidays/${id(holidayId)}`, preview));

export const addPerson = (body: PersonDetails) =>
  send<{ practitionerId: string }>('POST', at('/practitioners', false), { body });
export const changePerson = (practitionerId: string, body: PersonDetails, preview = false) =>
  send<Stranding>('PUT', at(`/practitioners/${id(practitionerId)}`, preview), { body });
export const setPersonHours = (practitionerId: string, hours: WorkHours[], preview = false) =>
  send<Stranding>('PUT', at(`/practitioners/${id(practitionerId)}/hours`, preview), { body: { hours } });

export type ExceptionOf = { of: 'practitioners' | 'rooms'; resourceId: string };
const exceptions = ({ of, resourceId }: ExceptionOf) => `/${of}/${id(resourceId)}/exceptions`;
export const previewException = (owner: ExceptionOf, body: ExceptionDetails) =>
  send<Stranding>('POST', at(exceptions(owner), true), { body });
export const addException = (owner: ExceptionOf, body: ExceptionDetails) =>
  send<{ exceptionId: string }>('POST', at(exceptions(owner), false), { body });
export const removeException = (exceptionId: string, preview = false) =>
  send<Stranding>('DELETE', at(`/exceptions/${id(exceptionId)}`, preview));

export const addRoom = (body: RoomDetails & { kind: RoomKind; locationId: string }) =>
  send<{ roomId: string }>('POST', at('/rooms', false), { body });
export const changeRoom = (roomId: string, body: RoomDetails, preview = false) =>
  send<Stranding>('PUT', at(`/rooms/${id(roomId)}`, preview), { body });

export const addVisitType = (body: VisitTypeDetails) =>
  send<{ visitTypeId: string }>('POST', at('/visit-types', false), { body });
export const changeVisitType = (visitTypeId: string, body: VisitTypeDetails) =>
  send<unknown>('PUT', at(`/visit-types/${id(visitTypeId)}`, false), { body });

export type Calendar = ListCalendarsCalendar;
export type Calendars = ListCalendarsResponse;
export type CalendarFeed = MakeCalendarFeedResponse;
export type CalendarRead = RefreshCalendarResponse;

const calendars = operation<ListCalendarsData, ListCalendarsResponses>(
  'GET',
  '/api/v1/scheduling/practitioners/{id}/calendars',
);
const makeFeed = operation<MakeCalendarFeedData, MakeCalendarFeedResponses>(
  'POST',
  '/api/v1/scheduling/practitioners/{id}/calendar-feed',
);
const revokeFeed = operation<RevokeCalendarFeedData, RevokeCalendarFeedResponses>(
  'DELETE',
  '/api/v1/scheduling/practitioners/{id}/calendar-feed',
);
const subscribe = operation<SubscribeCalendarData, SubscribeCalendarResponses>(
  'POST',
  '/api/v1/scheduling/practitioners/{id}/calendars',
);
const refresh = operation<RefreshCalendarData, RefreshCalendarResponses>(
  'POST',
  '/api/v1/scheduling/calendars/{id}/refresh',
);
const unsubscribe = operation<UnsubscribeCalendarData, UnsubscribeCalendarResponses>(
  'DELETE',
  '/api/v1/scheduling/calendars/{id}',
);

export const listCalendars = (practitionerId: string, options: Send = {}) =>
  calendars({ ...options, path: { id: practitionerId } });
/** The address is shown this once; one made before ends. */
export const makeCalendarFeed = (practitionerId: string) => makeFeed({ path: { id: practitionerId } });
export const revokeCalendarFeed = (practitionerId: string) => revokeFeed({ path: { id: practitionerId } });
export const subscribeCalendar = (practitionerId: string, body: SubscribeCalendarRequest) =>
  subscribe({ path: { id: practitionerId }, body });
export const refreshCalendar = (calendarId: string) => refresh({ path: { id: calendarId } });
export const unsubscribeCalendar = (calendarId: string) => unsubscribe({ path: { id: calendarId } });
