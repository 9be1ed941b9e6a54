import type {
  AddExceptionData,
  AddExceptionResponse,
  AddExceptionResponses,
  AddHolidayData,
  AddHolidayResponse,
  AddHolidayResponses,
  AddLocationData,
  AddLocationRequest,
  AddLocationResponses,
  AddPractitionerData,
  AddPractitionerResponses,
  AddRoomData,
  AddRoomExceptionData,
  AddRoomExceptionResponses,
  AddRoomResponses,
  AddVisitTypeData,
  AddVisitTypeResponses,
  ChangeLocationData,
  ChangeLocationResponses,
  ChangePractitionerData,
  ChangePractitionerResponses,
  ChangeRoomData,
  ChangeRoomResponses,
  ChangeVisitTypeData,
  ChangeVisitTypeResponses,
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
  RemoveExceptionData,
  RemoveExceptionResponses,
  RemoveHolidayData,
  RemoveHolidayResponses,
  RevokeCalendarFeedData,
  RevokeCalendarFeedResponses,
  RuleChangeEffect,
  RuleChangeVisit,
  SetLocationHoursData,
  SetLocationHoursResponses,
  SetWeeklyHoursData,
  SetWeeklyHoursResponses,
  ShowSetUpData,
  ShowSetUpHoliday,
  ShowSetUpHoursException,
  ShowSetUpLocation,
  ShowSetUpOpenHours,
  ShowSetUpOwnVisit,
  ShowSetUpPractitioner,
  ShowSetUpResponse,
  ShowSetUpResponses,
  ShowSetUpRoom,
  ShowSetUpVisitType,
  ShowSetUpWorkHours,
  SubscribeCalendarData,
  SubscribeCalendarRequest,
  SubscribeCalendarResponses,
  UnsubscribeCalendarData,
  UnsubscribeCalendarResponses,
} from './generated/types.gen.ts';
import { type Narrow, operation } from './operation.ts';
import type { Channel } from './scheduling.ts';
import type { Send } from './send.ts';

/** ISO 8601: Monday is 1. Times are "HH:mm" by the place's clock; "24:00" ends the day. */
export type OpenHours = ShowSetUpOpenHours;
export type Site = ShowSetUpLocation;
export type SiteDetails = Pick<Site, 'name' | 'address' | 'active'>;
/** Without a location: all of them. */
export type Holiday = ShowSetUpHoliday;
export type HolidayDetails = Omit<Holiday, 'holidayId'>;
/** `from` and `until` are the first and the last day; null: always, without end. */
export type WorkHours = ShowSetUpWorkHours;
export type ExceptionKind = 'away' | 'blocked' | 'extra';
/** Times by the clock of the place, without an offset: "2026-12-24T12:00". */
export type HoursException = Narrow<ShowSetUpHoursException, { kind: ExceptionKind }>;
export type ExceptionDetails = Omit<HoursException, 'exceptionId'>;
/** A length of their own, or that they do a visit that not everyone does. */
export type OwnVisit = ShowSetUpOwnVisit;
export type Person = Narrow<ShowSetUpPractitioner, { exceptions: HoursException[] }>;
/** Languages are BCP 47 tags, licence states USPS codes. */
export type PersonDetails = Omit<Person, 'practitionerId' | 'hours' | 'exceptions'>;
export type RoomKind = 'room' | 'equipment';
export type Room = Narrow<ShowSetUpRoom, { kind: RoomKind; exceptions: HoursException[] }>;
export type RoomDetails = Pick<Room, 'name' | 'category' | 'active'>;
/** Why nobody can be offered a visit type as things stand. */
export type VisitTypeWarning =
  | 'no_such_room'
  | 'no_such_equipment'
  | 'nobody_has_the_skill'
  | 'nobody_does_it';
export type SetUpVisitType = Narrow<
  ShowSetUpVisitType,
  { channels: Channel[]; openTo: 'everyone' | 'new' | 'established'; warnings: VisitTypeWarning[] }
>;
/** Notice and reminders are minutes before the start, ahead is days. */
export type VisitTypeDetails = Omit<SetUpVisitType, 'visitTypeId' | 'warnings'>;
/** All that decides which times can be offered; what is retired too. */
export type SetUp = Narrow<
  ShowSetUpResponse,
  { practitioners: Person[]; rooms: Room[]; visitTypes: SetUpVisitType[] }
>;
/** No patient is named: who sets up a clinic need not know them. */
export type StrandedTime = RuleChangeVisit;
/** The visits that a change leaves outside of hours; `workItems` of them became requests for the front desk. */
export type Stranding = RuleChangeEffect;

const setUp = operation<ShowSetUpData, ShowSetUpResponses, SetUp>('GET', '/api/v1/scheduling/set-up');
const locationAdd = operation<AddLocationData, AddLocationResponses>('POST', '/api/v1/scheduling/locations');
const locationChange = operation<ChangeLocationData, ChangeLocationResponses>(
  'PUT',
  '/api/v1/scheduling/locations/{id}',
);
const locationHours = operation<SetLocationHoursData, SetLocationHoursResponses>(
  'PUT',
  '/api/v1/scheduling/locations/{id}/hours',
);
const holidayPreview = operation<AddHolidayData, AddHolidayResponses, Stranding>(
  'POST',
  '/api/v1/scheduling/holidays',
);
const holidayAdd = operation<AddHolidayData, AddHolidayResponses, AddHolidayResponse>(
  'POST',
  '/api/v1/scheduling/holidays',
);
const holidayRemove = operation<RemoveHolidayData, RemoveHolidayResponses>(
  'DELETE',
  '/api/v1/scheduling/holidays/{id}',
);
const personAdd = operation<AddPractitionerData, AddPractitionerResponses>(
  'POST',
  '/api/v1/scheduling/practitioners',
);
const personChange = operation<ChangePractitionerData, ChangePractitionerResponses>(
  'PUT',
  '/api/v1/scheduling/practitioners/{id}',
);
const personHours = operation<SetWeeklyHoursData, SetWeeklyHoursResponses>(
  'PUT',
  '/api/v1/scheduling/practitioners/{id}/hours',
);
const ofPerson = '/api/v1/scheduling/practitioners/{id}/exceptions';
const ofRoom = '/api/v1/scheduling/rooms/{id}/exceptions';
const exceptionPreviews = {
  practitioners: operation<AddExceptionData, AddExceptionResponses, Stranding>('POST', ofPerson),
  rooms: operation<AddRoomExceptionData, AddRoomExceptionResponses, Stranding>('POST', ofRoom),
};
const exceptionAdds = {
  practitioners: operation<AddExceptionData, AddExceptionResponses, AddExceptionResponse>('POST', ofPerson),
  rooms: operation<AddRoomExceptionData, AddRoomExceptionResponses, AddExceptionResponse>('POST', ofRoom),
};
const exceptionRemove = operation<RemoveExceptionData, RemoveExceptionResponses>(
  'DELETE',
  '/api/v1/scheduling/exceptions/{id}',
);
const roomAdd = operation<AddRoomData, AddRoomResponses>('POST', '/api/v1/scheduling/rooms');
const roomChange = operation<ChangeRoomData, ChangeRoomResponses>('PUT', '/api/v1/scheduling/rooms/{id}');
const typeAdd = operation<AddVisitTypeData, AddVisitTypeResponses>('POST', '/api/v1/scheduling/visit-types');
const typeChange = operation<ChangeVisitTypeData, ChangeVisitTypeResponses>(
  'PUT',
  '/api/v1/scheduling/visit-types/{id}',
);

export const showSetUp = (options: Send = {}) => setUp(options);

// With `preview` nothing is changed: the answer says what would be stranded.
const asked = (preview: boolean) => (preview ? { query: { preview } } : {});

export const addSite = (body: AddLocationRequest) => locationAdd({ body, once: true });
export const changeSite = (id: string, body: SiteDetails, preview = false) =>
  locationChange({ path: { id }, body, ...asked(preview) });
export const setSiteHours = (id: string, hours: OpenHours[], preview = false) =>
  locationHours({ path: { id }, body: { hours }, ...asked(preview) });

export const previewHoliday = (body: HolidayDetails) => holidayPreview({ body, ...asked(true) });
export const addHoliday = (body: HolidayDetails) => holidayAdd({ body, once: true });
export const removeHoliday = (id: string, preview = false) =>
  holidayRemove({ path: { id }, ...asked(preview) });

export const addPerson = ({ active: _, ...body }: PersonDetails) => personAdd({ body, once: true });
export const changePerson = (id: string, body: PersonDetails, preview = false) =>
  personChange({ path: { id }, body, ...asked(preview) });
export const setPersonHours = (id: string, hours: WorkHours[], preview = false) =>
  personHours({ path: { id }, body: { hours }, ...asked(preview) });

/** A room has no hours of its own: its exceptions stand at its own site. */
export type ExceptionOf = { of: 'practitioners' | 'rooms'; resourceId: string };
const given = (owner: ExceptionOf, { locationId, ...rest }: ExceptionDetails) => ({
  path: { id: owner.resourceId },
  body: owner.of === 'rooms' ? rest : { ...rest, locationId },
});
export const previewException = (owner: ExceptionOf, exception: ExceptionDetails) =>
  exceptionPreviews[owner.of]({ ...given(owner, exception), ...asked(true) });
export const addException = (owner: ExceptionOf, exception: ExceptionDetails) =>
  exceptionAdds[owner.of]({ ...given(owner, exception), once: true });
export const removeException = (id: string, preview = false) =>
  exceptionRemove({ path: { id }, ...asked(preview) });

export const addRoom = (body: AddRoomData['body']) => roomAdd({ body, once: true });
export const changeRoom = (id: string, body: RoomDetails, preview = false) =>
  roomChange({ path: { id }, body, ...asked(preview) });

export const addVisitType = (body: VisitTypeDetails) => typeAdd({ body, once: true });
export const changeVisitType = (id: string, body: VisitTypeDetails) => typeChange({ path: { id }, body });

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
  subscribe({ path: { id: practitionerId }, body, once: true });
export const refreshCalendar = (calendarId: string) => refresh({ path: { id: calendarId } });
export const unsubscribeCalendar = (calendarId: string) => unsubscribe({ path: { id: calendarId } });
