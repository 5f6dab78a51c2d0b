/**
 * A table as text for a spreadsheet (RFC 4180). A cell that a spreadsheet would run as a formula is written with an
 * apostrophe before it: names and reasons are typed by people (CWE-1236).
 */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // Blanks and what looks like them may stand before the sign; full-width signs count for some programs.
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The mark by which a spreadsheet reads names with accents as they are. */
export const csvFile = (rows: readonly (readonly (string | number)[])[]): Blob =>
  new Blob(['\ufeff', csv(rows)], { type: 'text/csv;charset=utf-8' });
