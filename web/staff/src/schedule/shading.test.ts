import type { Practitioner, VisitType } from '@frontdesk/api';
import { expect, it } from 'vitest';
import { asksFor } from './shading.ts';

const type = (visitTypeId: string, minutes: number, more: Partial<VisitType> = {}) =>
  ({
    visitTypeId,
    minutes,
    bufferBefore: 0,
    bufferAfter: 0,
    every: 10,
    channels: ['in-person'],
    needsRoom: null,
    needsEquipment: null,
    ...more,
  }) as VisitType;
const person = (practitionerId: string, ...visitTypeIds: string[]) =>
  ({ practitionerId, visitTypeIds }) as Practitioner;
const asked = (types: VisitType[], ...people: Practitioner[]) =>
  asksFor(types, people).map(({ visitTypeId, practitionerIds }) => [visitTypeId, practitionerIds]);

it('asks for the shortest that each of them does, one question for a kind, of those who do it', () => {
  const types = [type('long', 40), type('short', 10), type('other', 30)];
  const people = [person('d1', 'short', 'long'), person('d2', 'other', 'long'), person('d3', 'other')];
  expect(asked(types, ...people)).toEqual([
    ['short', ['d1']],
    ['other', ['d2', 'd3']],
  ]);
});

it('asks one question where all do the shortest, whoever they are', () => {
  const people = Array.from({ length: 10 }, (_, index) => person(`d${index}`, 'short', 'long'));
  expect(asked([type('long', 40), type('short', 10)], ...people)).toEqual([['short', undefined]]);
});

it('asks for one of two that are alike', () => {
  expect(asked([type('one', 10), type('two', 10)], person('d1', 'one', 'two'))).toEqual([['one', undefined]]);
});

it('asks for a longer one too where the shorter waits for a room', () => {
  const shot = type('shot', 10, { needsRoom: 'exam' });
  const talk = type('talk', 20, { channels: ['in-person', 'video'], needsRoom: 'exam' });
  expect(asksFor([shot, talk], [person('d1', 'shot', 'talk')])).toEqual([
    { visitTypeId: 'shot', channel: undefined, practitionerIds: undefined },
    { visitTypeId: 'talk', channel: 'video', practitionerIds: undefined },
  ]);
  const checkUp = type('check-up', 20, { needsRoom: 'exam' });
  expect(asked([checkUp, shot], person('d1', 'shot', 'check-up'))).toEqual([['shot', undefined]]);
});

it('asks for a longer one too that begins when the shorter does not, or keeps less free around it', () => {
  const short = type('short', 10, { every: 30, bufferAfter: 15 });
  const often = type('often', 20, { every: 20, bufferAfter: 15 });
  const near = type('near', 20, { every: 30 });
  const covered = type('covered', 20, { every: 60, bufferAfter: 20 });
  const all = asked([short, often, near, covered], person('d1', 'short', 'often', 'near', 'covered'));
  expect(all.map(([id]) => id)).toEqual(['short', 'often', 'near']);
});

it('asks nothing of who does nothing, and does not name more than the server takes', () => {
  expect(asked([type('short', 10)], person('d1'))).toEqual([]);
  const many = Array.from({ length: 101 }, (_, index) => person(`d${index}`, 'short'));
  expect(asked([type('short', 10)], ...many, person('other'))).toEqual([['short', undefined]]);
});
