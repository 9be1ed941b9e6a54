import type {
  Appointment,
  Call,
  Chart,
  Clinic,
  Desk,
  FoundPatient,
  FoundTimes,
  Session,
  Visit,
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
  kind: 'staff',
  accountId: 's1',
  patientId: null,
  name: 'Dana Brooks',
  role: 'agent',
  permissions: [
    'BookAppointments',
    'BookSeries',
    'CancelAppointments',
    'FindFreeTimes',
    'JoinWaitlist',
    'ReceivePatients',
    'RunWaitlist',
    'SeeSchedule',
    'SeeVisits',
  ],
  clinic,
  idleMinutes: 15,
  expiresAt: '2026-11-22T23:00:00Z',
};

export const quiet: Desk = {
  agent: { state: 'available', reason: null, since: '2026-11-22T15:00:00Z' },
  call: null,
  waiting: [],
  toWriteUp: [],
  missed: [],
};

export const maria = { patientId: 'p1', name: 'María González' };
export const sofia = { patientId: 'p2', name: 'Sofía González' };

export const call: Call = {
  callId: 'c1',
  state: 'offered',
  direction: 'inbound',
  fromLast4: '0143',
  startedAt: '2026-11-22T15:00:00Z',
  offerExpiresAt: '2026-11-22T15:00:20Z',
  connectedAt: null,
  endedAt: null,
  outcome: null,
  candidates: [maria],
  verifiedPatientId: null,
  verifiedPatientName: null,
  refusals: 0,
};
export const talking: Call = { ...call, state: 'connected', connectedAt: '2026-11-22T15:00:10Z' };
export const verified: Call = { ...talking, verifiedPatientId: 'p1', verifiedPatientName: maria.name };
export const ended: Call = {
  ...verified,
  state: 'ended',
  endedAt: '2026-11-22T15:04:00Z',
  outcome: 'answered',
};

export const chart: Chart = {
  ...maria,
  age: 41,
  details: {
    givenName: 'María',
    familyName: 'González',
    birthDate: '1985-03-03',
    sex: 'female',
    language: 'es',
    phones: [
      { number: '(312) 555-0143', use: 'mobile', owner: 'self', mayText: true },
      { number: '(312) 555-0199', use: 'work', owner: 'self', mayText: false },
    ],
    addresses: [{ lines: ['120 Lake Street'], city: 'Chicago', state: 'IL', postalCode: '60601' }],
    recordNumbers: [{ value: 'LV-0004471' }],
  },
  version: 3,
  actsFor: [],
  actedForBy: [],
};

const booked = {
  status: 'booked',
  startsAt: '2026-11-26T21:30:00Z',
  endsAt: '2026-11-26T21:50:00Z',
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  locationId: 'l1',
  locationName: 'Lake Street',
  timeZone: 'America/Chicago',
  visitTypeId: 'v1',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  reason: '',
  cancelationReason: null,
  cancelledBy: null,
} as const;
export const visit: Visit = {
  ...booked,
  appointmentId: 'a1',
  locationAddress: '120 Lake Street',
  instructionsEn: '',
  instructionsEs: '',
  mayCancel: true,
  mayMove: true,
};
export const appointment: Appointment = {
  ...booked,
  appointmentId: 'a1',
  patientId: 'p1',
  patientName: maria.name,
  overbooked: false,
  overbookReason: null,
  arrivedAt: null,
};

export const found: FoundPatient = {
  ...maria,
  age: 41,
  sex: 'female',
  mrnLast4: '4471',
  phoneLast4: '0143',
  matchedOn: 'name',
  deceased: false,
};

export const times: FoundTimes = {
  times: [
    {
      startsAt: '2026-11-27T15:20:00Z',
      endsAt: '2026-11-27T15:40:00Z',
      practitionerId: 'd1',
      locationId: 'l1',
    },
  ],
  practitioners: { d1: 'Dr. Lin' },
  timeZones: { l1: 'America/Chicago' },
  more: false,
};

export const signedIn: Answers = {
  'GET /identity/clinic': ok(clinic),
  'GET /identity/session': ok(session),
  'GET /callcenter/desk': ok(quiet),
  'GET /callcenter/dispositions': ok({ dispositions: [{ code: 'booked', name: 'Visit booked' }] }),
  'GET /worklist/count': ok({ open: 0 }),
  'GET /scheduling/practitioners': ok({
    practitioners: [
      { practitionerId: 'd1', name: 'Dr. Lin', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
    ],
  }),
  'GET /scheduling/visit-types': ok({
    visitTypes: [
      {
        visitTypeId: 'v1',
        nameEn: 'Check-up',
        nameEs: 'Chequeo',
        minutes: 20,
        bufferBefore: 0,
        bufferAfter: 0,
        every: 20,
        patientsMayBook: true,
        instructionsEn: '',
        instructionsEs: '',
        channels: ['in-person', 'video'],
        capacity: 1,
      },
    ],
  }),
  'GET /scheduling/locations': ok({
    locations: [{ locationId: 'l1', name: 'Lake Street', address: '', timeZone: 'America/Chicago' }],
  }),
  'GET /scheduling/times': ok(times),
  'GET /patients/p1': ok(chart),
  'POST /patients/p1/open': { status: 204 },
  'GET /patients/p1/household': ok({ members: [] }),
  'GET /scheduling/patients/p1/appointments': ok({ upcoming: [visit], past: [] }),
  'GET /scheduling/patients/p1/waitlist': ok({ entries: [], offers: [] }),
};
