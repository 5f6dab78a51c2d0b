import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clinicTime } from '../src/shared/time';
import { reportOf, type Question, type Reach } from '../src/staff/log/touched/report';

const question: Question = {
  by: 'person', who: '=Mallory', days: { from: '2026-11-01', until: '2026-11-02' }, timeZone: 'America/Los_Angeles',
  clinic: 'Demo Clinic', askedBy: 'Olivia Owner', askedAt: '2026-11-03T05:30:00Z',
};
const sums = [{ conversation: 'abc', times: 3, first: '2026-11-01T20:00:00Z', last: '2026-11-02T20:00:00Z', actions: { send: 1, read: 2 } }];
const names = { nameOf: () => 'Ana, Sample', numberOf: () => '(206) 555-0101' };
const whole: Reach = { done: true, back: '2026-11-01T07:00:00Z', damaged: 0 };
const make = (reach: Reach = whole) =>
  reportOf(question, sums, reach, names, (action) => `did ${action}`, clinicTime('America/Los_Angeles')).text();

test('report begins with what was asked, by whom and when', async () => {
  const lines = (await make()).split('\r\n');
  assert.equal(lines[2], "Account of,\"'=Mallory\"");
  assert.equal(lines[3], 'Days,2026-11-01 to 2026-11-02 (America/Los_Angeles)');
  assert.equal(lines[4], 'Asked by,Olivia Owner');
  assert.equal(lines[6], 'Complete,yes');
});

test('record has its number, times and what was done, the most frequent first', async () => {
  const lines = (await make()).split('\r\n');
  assert.ok(lines.includes(
    '"Ana, Sample",(206) 555-0101,abc,3,"Nov 1, 2026, 12:00:00 PM PST","Nov 2, 2026, 12:00:00 PM PST","did read (2), did send"'));
});

test('report of a look that was stopped says so', async () =>
  assert.match(await make({ ...whole, done: false, back: '2026-11-01T20:00:00Z' }), /Complete,"no, back to 2026-11-01T20:00:00Z only"/));

test('report past lines that cannot be read is never complete', async () => {
  const text = await make({ ...whole, damaged: 2 });
  assert.match(text, /Complete,"no, 2 lines of the log could not be read"/);
  assert.match(text, /Lines of the log that could not be read,2/);
});

test('report of a look that was stopped before it came anywhere is not complete', async () =>
  assert.match(await make({ done: false, back: null, damaged: 0 }), /Complete,"no, /));
