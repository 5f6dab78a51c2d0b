import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brought, isExported, type DueItem, type RecordState } from '../src/staff/records/record';

const by = { by: 's1', byName: 'Olivia Owner' };
const record: RecordState = {
  lastActivityAt: '2019-11-20T18:00:00Z', keepUntil: '2025-11-20T18:00:00Z', due: true, hold: null, exports: [], shredding: null,
};
const item: DueItem = {
  conversation: 'abc', names: ['Ana Sample'], number: '+12065550101', lastActivityAt: record.lastActivityAt, keepUntil: record.keepUntil,
  hold: null, shredding: null, exported: false, damaged: false,
};

test('copy counts only when it is newer than all there is', () => {
  assert.equal(isExported(record), false);
  assert.equal(isExported({ ...record, exports: [{ at: '2019-11-20T18:00:00Z', ...by }] }), false);
  assert.equal(isExported({ ...record, exports: [{ at: '2019-11-20T18:00:01Z', ...by }] }), true);
  assert.equal(isExported({ ...record, lastActivityAt: null, exports: [{ at: '2026-01-01T00:00:00Z', ...by }] }), false);
});

test('line of the archive takes what its record says and keeps whose it is', () => {
  const shredding = { at: '2026-11-29T18:00:00Z', ...by };
  const after = brought(item, { ...record, shredding, exports: [{ at: '2026-11-22T17:00:00Z', ...by }] });
  assert.deepEqual(after, { ...item, shredding, exported: true });
  assert.equal(brought(after, record).shredding, null);
});
