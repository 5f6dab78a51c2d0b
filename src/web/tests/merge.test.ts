import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge, type Touched } from '../src/staff/log/touched/merge';

const one = (conversation: string, times: number, first: string, last: string, actions: Record<string, number>): Touched =>
  ({ conversation, times, first: `2026-11-${first}T10:00:00Z`, last: `2026-11-${last}T10:00:00Z`, actions });

test('parts of one conversation add up, with the earliest and the latest time', () =>
  assert.deepEqual(
    merge([one('a', 2, '10', '12', { read: 2 })], [one('a', 3, '03', '04', { read: 1, send: 2 })]),
    [one('a', 5, '03', '12', { read: 3, send: 2 })]));

test('order of the parts does not matter', () => {
  const parts = [
    [one('a', 1, '10', '10', { read: 1 }), one('b', 1, '09', '09', { read: 1 })],
    [one('b', 4, '01', '20', { send: 4 })],
    [one('c', 1, '05', '05', { read: 1 }), one('a', 2, '02', '03', { note: 2 })],
  ];
  const forth = parts.reduce<Touched[]>((sums, part) => merge(sums, part), []);
  const back = [...parts].reverse().reduce<Touched[]>((sums, part) => merge(sums, part), []);
  assert.deepEqual(forth, back);
  assert.deepEqual(forth.map((sum) => sum.conversation), ['b', 'a', 'c']); // latest first
});

test('times with and without a fraction of a second compare as times', () => {
  const sum = merge(
    [{ conversation: 'a', times: 1, first: '2026-11-10T10:00:00Z', last: '2026-11-10T10:00:00Z', actions: {} }],
    [{ conversation: 'a', times: 1, first: '2026-11-10T10:00:00.5Z', last: '2026-11-10T10:00:00.5Z', actions: {} }]);
  assert.equal(sum[0]?.first, '2026-11-10T10:00:00Z');
  assert.equal(sum[0]?.last, '2026-11-10T10:00:00.5Z');
});

test('what was summed before stays as it was', () => {
  const before = [one('a', 1, '10', '10', { read: 1 })];
  merge(before, [one('a', 1, '11', '11', { read: 1 })]);
  assert.deepEqual(before, [one('a', 1, '10', '10', { read: 1 })]);
});
