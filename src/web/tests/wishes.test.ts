import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wishes } from '../src/shared/wishes';

test('another try of the same is the same, other words are not', () => {
  const { keyOf } = wishes();
  const key = keyOf({ text: 'Yes.' });
  assert.equal(keyOf({ text: 'Yes.' }), key);
  assert.notEqual(keyOf({ text: 'No.' }), key);
});

test('the same words after they came through are a new message', () => {
  const sent = wishes();
  const key = sent.keyOf('Thanks');
  sent.done();
  assert.notEqual(sent.keyOf('Thanks'), key);
});
