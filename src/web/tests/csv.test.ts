import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv } from '../src/shared/csv';

test('cell that a spreadsheet would run as a formula is text', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\n=1', '\r=1', '＝1', '＋1', '－1', '＠x']) {
    const [first] = csv([[evil]]).replace(/^"/, '');
    assert.equal(first, "'", JSON.stringify(evil));
  }
});

test('cell with a quote, a comma or a line break stays one cell', () =>
  assert.equal(csv([['a,b', 'say "no"', 'one\ntwo', 'plain']]), '"a,b","say ""no""","one\ntwo",plain\r\n'));

test('number is written as it is', () => assert.equal(csv([[-3, 1200]]), '-3,1200\r\n'));

test('row without cells is an empty line', () => assert.equal(csv([[], ['a']]), '\r\na\r\n'));
