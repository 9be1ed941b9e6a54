import type { Person, SetUp, StrandedTime } from '@frontdesk/api';
import { type Answers, ok } from '@frontdesk/ui/testing';
import { session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';
// Fetched before the first test, not within the patience of its first question.
import './SettingsScreen.tsx';

export const lin: Person = {
  practitionerId: 'd1',
  name: 'Dr. Lin',
  languages: ['en'],
  skills: ['pediatrics'],
  licenceStates: ['IL'],
  locationIds: ['l1'],
  active: true,
  hours: [
    { locationId: 'l1', weekday: 1, starts: '09:00', ends: '12:00', from: null, until: null },
    { locationId: 'l1', weekday: 1, starts: '13:00', ends: '17:00', from: null, until: null },
  ],
  exceptions: [
    {
      exceptionId: 'e1',
      kind: 'away',
      starts: '2096-12-24T00:00',
      ends: '2097-01-03T00:00',
      locationId: null,
      note: 'Vacation',
    },
  ],
  visitTypes: [],
};

export const setUp: SetUp = {
  locations: [
    {
      locationId: 'l1',
      name: 'Lake Street',
      address: '120 Lake Street',
      timeZone: 'America/Chicago',
      active: true,
      hours: [{ weekday: 1, starts: '08:00', ends: '18:00' }],
    },
    {
      locationId: 'l2',
      name: 'West Loop',
      address: '',
      timeZone: 'America/Chicago',
      active: true,
      hours: [],
    },
  ],
  holidays: [
    { holidayId: 'h1', day: '2096-12-25', name: 'Christmas', locationId: null },
    { holidayId: 'h2', day: '2096-07-04', name: 'Inventory', locationId: 'l2' },
  ],
  practitioners: [lin],
  rooms: [
    {
      roomId: 'r1',
      name: 'Exam 1',
      kind: 'room',
      category: 'exam',
      locationId: 'l1',
      active: true,
      exceptions: [],
    },
  ],
  visitTypes: [
    {
      visitTypeId: 'v1',
      nameEn: 'Check-up',
      nameEs: 'Chequeo',
      instructionsEn: 'Bring your medicines.',
      instructionsEs: '',
      minutes: 20,
      bufferBefore: 0,
      bufferAfter: 5,
      every: 10,
      channels: ['in-person'],
      patientsMayBook: true,
      openTo: 'everyone',
      patientsMayRequest: true,
      patientsNotice: 120,
      patientsAhead: 90,
      needsRoom: 'exam',
      needsEquipment: null,
      needsSkill: null,
      capacity: 1,
      reminders: [1440],
      everyPractitioner: true,
      active: true,
      warnings: [],
    },
  ],
};

export const stranded: StrandedTime = {
  appointmentId: 'a1',
  startsAt: '2096-11-26T15:30:00-06:00',
  endsAt: '2096-11-26T15:50:00-06:00',
  practitionerId: 'd1',
  locationId: 'l1',
  visitTypeId: 'v1',
};
export const strandsNone = ok({ stranded: [], workItems: 0 });
export const strandsOne = ok({ stranded: [stranded], workItems: 1 });

export const admin = { ...session, role: 'admin', permissions: ['SeeSchedule', 'SetUpSchedule'] };

/** The settings as an administrator sees them. */
export const openSettings = (path: string, answers: Answers = {}) =>
  openApp(`/settings${path}`, {
    'GET /identity/session': ok(admin),
    'GET /scheduling/set-up': ok(setUp),
    ...answers,
  });
