import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, sayingOf } from '../src/portal/failure';
import { words } from '../src/portal/words';
import { Problem, Unreachable, isTooMany } from '../src/shared/problem';

const tooMany = new Problem(429, 'too-many-requests', 'Too many.', []);

test('a patient who is one of too many reads to wait, in his language, and loses no page', () => {
  assert.equal(endOf(tooMany), null);
  assert.match(sayingOf(tooMany, words.en), /wait a minute/);
  assert.match(sayingOf(tooMany, words.es), /espere un minuto/);
});

test('what is no line is told apart from what was refused', () => {
  assert.equal(sayingOf(new Unreachable('x'), words.en), words.en.offline);
  assert.equal(sayingOf(new Problem(422, 'x', 'x', []), words.en), words.en.unexpected);
  assert.deepEqual([tooMany, new Problem(401, 'x', 'x', []), new Unreachable('x')].map(isTooMany), [true, false, false]);
});
