import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedPhone } from '../src/shared/phone';

test('typed number is read back in one form, however it was typed', () => {
  for (const typed of ['2065550123', '(206) 555-0123', '+1 206.555.0123', '1-206-555-0123']) assert.equal(typedPhone(typed), '(206) 555-0123');
});

test('what is not a whole number is not read back', () => {
  for (const typed of ['', '206555012', '20655501234', '+44 20 7946 0123', '1065550123']) assert.equal(typedPhone(typed), null);
});
