import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsIn } from '../src/staff/composer/mentions';

const staff = ['Ann', 'Ann Lee', 'Bo'].map((displayName, index) => ({ id: `s${index}`, displayName, role: 'member' as const, active: true }));

test('colleague whose name begins another name is not named by it', () => {
  assert.deepEqual(mentionsIn('@Ann Lee please call', staff), ['s1']);
  assert.deepEqual(mentionsIn('@Ann please call', staff), ['s0']);
  assert.deepEqual(mentionsIn('@Ann Lee and @Ann, see @Bo', staff), ['s0', 's1', 's2']);
});

test('two of one name are both named', () =>
  assert.deepEqual(mentionsIn('@Bo: done', [...staff, { ...staff[2]!, id: 's3' }]), ['s2', 's3']));
