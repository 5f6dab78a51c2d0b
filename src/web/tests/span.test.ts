import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clinicTime } from '../src/shared/time';
import { lastDays, quickOf, spanOf, withinOf } from '../src/staff/log/span';

const now = new Date('2026-11-03T05:30:00Z'); // the evening before in Seattle
const time = clinicTime('America/Los_Angeles', () => now);

test('today is the day of the clinic and not of the browser', () =>
  assert.deepEqual(lastDays(1, time, now), { from: '2026-11-02', until: '2026-11-02' }));

test('seven days have today among them', () =>
  assert.deepEqual(lastDays(7, time, now), { from: '2026-10-27', until: '2026-11-02' }));

test('day that ends summer time has twenty-five hours', () =>
  assert.deepEqual(spanOf({ from: '2026-11-01', until: '2026-11-01' }, time),
    { from: '2026-11-01T07:00:00.000Z', until: '2026-11-02T08:00:00.000Z' }));

test('day that begins summer time has twenty-three hours', () =>
  assert.deepEqual(spanOf({ from: '2026-03-08', until: '2026-03-08' }, time),
    { from: '2026-03-08T08:00:00.000Z', until: '2026-03-09T07:00:00.000Z' }));

test('days that are missing or the wrong way round are no span', () => {
  assert.equal(spanOf({ from: '', until: '2026-11-01' }, time), null);
  assert.equal(spanOf({ from: '2026-11-02', until: '2026-11-01' }, time), null);
});

test('quick choice is known again from its days', () => {
  assert.equal(quickOf(lastDays(30, time, now), time, now), 30);
  assert.equal(quickOf({ from: '2026-10-27', until: '2026-11-01' }, time, now), null);
});

test('six years reach back over the leap days', () =>
  assert.deepEqual(lastDays(2193, time, now), { from: '2020-11-01', until: '2026-11-02' }));

test('look at one patient says which days it is of', () =>
  assert.match(withinOf({ from: '2026-08-05', until: '2026-11-02' }), /^Only the days from 2026-08-05 to 2026-11-02 are looked through\./));
