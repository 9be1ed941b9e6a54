import type {
  Chart,
  Clinic,
  FoundTimes,
  MyRequest,
  Offer,
  PatientWaitlistEntry,
  Relation,
  Session,
  Visit,
  VisitType,
} from '@frontdesk/api';
import { type Answers, ok } from '@frontdesk/ui/testing';

export const clinic: Clinic = {
  slug: 'lakeview',
  name: 'Lakeview Family Care',
  phone: '+13125550100',
  timeZone: 'America/Chicago',
  languages: ['en', 'es'],
};

export const session: Session = {
  kind: 'patient',
  accountId: 'p1',
  patientId: 'p1',
  name: 'María González',
  role: 'patient',
  permissions: [],
  clinic,
  idleMinutes: 15,
  expiresAt: '2026-11-22T23:00:00Z',
};

export const visit: Visit = {
  appointmentId: 'a1',
  status: 'booked',
  startsAt: '2026-11-26T21:30:00Z',
  endsAt: '2026-11-26T21:50:00Z',
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  locationId: 'l1',
  locationName: 'Lake Street',
  locationAddress: '120 Lake Street, Chicago',
  timeZone: 'America/Chicago',
  visitTypeId: 'v1',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  instructionsEn: 'Bring your insurance card.',
  instructionsEs: 'Traiga su tarjeta del seguro.',
  reason: 'Six-month check',
  cancelationReason: null,
  cancelledBy: null,
  mayCancel: true,
  mayMove: true,
  channel: 'in-person',
  roomName: null,
  confirmedAt: null,
};
export const past: Visit = {
  ...visit,
  appointmentId: 'a0',
  status: 'fulfilled',
  mayCancel: false,
  mayMove: false,
};

export const me: Chart = {
  patientId: 'p1',
  name: 'María González',
  age: 41,
  details: {
    givenName: 'María',
    familyName: 'González',
    birthDate: '1985-03-03',
    sex: 'female',
    language: 'es',
    phones: [{ number: '(312) 555-0143', mayText: true }],
  },
  version: 1,
  actsFor: [],
  actedForBy: [],
};

/** Whom one acts for where a test says so. */
export const child: Relation = { patientId: 'p2', name: 'Sofía González', kind: 'parent' };

export const type = (
  visitTypeId: string,
  nameEn: string,
  nameEs: string,
  more: Partial<VisitType> = {},
): VisitType => ({
  visitTypeId,
  nameEn,
  nameEs,
  minutes: 20,
  patientsMay: 'book',
  openTo: 'everyone',
  channels: ['in-person'],
  capacity: 1,
  patientsMayBook: more.patientsMay !== 'request',
  bufferBefore: 0,
  bufferAfter: 0,
  every: 20,
  patientsNotice: 0,
  patientsAhead: 90,
  instructionsEn: '',
  instructionsEs: '',
  patientsMayRequest: true,
  needsRoom: null,
  needsEquipment: null,
  needsSkill: null,
  reminders: [1440],
  everyPractitioner: true,
  ...more,
});

const time = (startsAt: string, practitionerId: string) => ({
  startsAt,
  endsAt: startsAt,
  practitionerId,
  locationId: 'l1',
});

export const times: FoundTimes = {
  times: [
    time('2026-11-27T14:40:00Z', 'd1'),
    time('2026-11-27T15:20:00Z', 'd1'),
    time('2026-11-27T20:00:00Z', 'd2'),
    time('2026-11-30T15:00:00Z', 'd2'),
  ],
  practitioners: { d1: 'Dr. Lin', d2: 'Dr. Okafor' },
  timeZones: { l1: 'America/Chicago' },
  more: false,
};

export const hold = (seconds = 300) => ({
  holdId: 'h1',
  startsAt: '2026-11-27T14:40:00Z',
  endsAt: '2026-11-27T15:00:00Z',
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
});

const office = (locationId: string, name: string, timeZone = 'America/Chicago') => ({
  locationId,
  name,
  address: `120 ${name}`,
  timeZone,
});

/** Of a clinic with a second office, in another city and zone. */
export const offices = ok({
  locations: [office('l1', 'Lake Street'), office('l2', 'Harbor Point', 'America/New_York')],
});

export const entry: PatientWaitlistEntry = {
  waitlistId: 'w1',
  patientId: 'p1',
  patientName: 'María González',
  visitTypeId: 'v1',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  appointmentId: null,
  practitionerIds: ['d1'],
  locationIds: [],
  channel: null,
  weekdays: [1, 3],
  partsOfDay: ['morning'],
  from: '2026-11-22',
  until: '2026-12-22',
  noticeMinutes: 120,
  urgency: 'routine',
  joinedAt: '2026-11-22T15:00:00Z',
  reason: '',
  place: 2,
};

/** Open for so many seconds yet. */
export const offer = (seconds = 1500, more: Partial<Offer> = {}): Offer => ({
  offerId: 'o1',
  waitlistId: 'w1',
  state: 'open',
  startsAt: '2026-11-27T14:40:00Z',
  endsAt: '2026-11-27T15:00:00Z',
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  locationId: 'l1',
  locationName: 'Lake Street',
  timeZone: 'America/Chicago',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  channel: 'in-person',
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  movesAppointmentId: null,
  ...more,
});

export const request: MyRequest = {
  requestId: 'q1',
  patientId: 'p1',
  visitTypeEn: 'Minor surgery',
  visitTypeEs: 'Cirugía menor',
  askedAt: '2026-11-22T15:00:00Z',
  state: 'open',
};

export const signedIn: Answers = {
  'GET /identity/clinic': ok(clinic),
  'GET /identity/session': ok(session),
  'GET /patients/me': ok(me),
  'GET /scheduling/patients/p1/appointments': ok({ upcoming: [visit], past: [past] }),
  'GET /scheduling/visit-types': ok({
    visitTypes: [
      type('v1', 'Check-up', 'Chequeo'),
      type('v2', 'Minor surgery', 'Cirugía menor', { patientsMay: 'request' }),
    ],
  }),
  'GET /scheduling/practitioners': ok({
    practitioners: [
      { practitionerId: 'd1', name: 'Dr. Lin', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
    ],
  }),
  'GET /scheduling/locations': ok({ locations: [office('l1', 'Lake Street')] }),
  'GET /scheduling/times': ok(times),
  'GET /scheduling/patients/p1/waitlist': ok({ entries: [], offers: [] }),
  'GET /scheduling/my-requests': ok({ requests: [] }),
};

/** The same for who acts for a child that has a visit, the day before one's own, and waits for another. */
export const parent = {
  'GET /patients/me': ok({ ...me, actsFor: [child] }),
  'GET /scheduling/patients/p2/appointments': ok({
    upcoming: [{ ...visit, appointmentId: 'a2', startsAt: '2026-11-25T21:30:00Z' }],
    past: [],
  }),
  'GET /scheduling/patients/p2/waitlist': ok({
    entries: [{ ...entry, patientId: 'p2', waitlistId: 'w2', patientName: child.name }],
    offers: [],
  }),
} satisfies Answers;
