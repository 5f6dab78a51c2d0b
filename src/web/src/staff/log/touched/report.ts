import { csvFile } from '../../../shared/csv';
import type { ClinicTime } from '../../../shared/time';
import type { Days } from '../span';
import type { Touched } from './merge';
import { actionsOf } from './TouchedTable';

export interface Question {
  by: 'person' | 'address';
  who: string;
  days: Days;
  timeZone: string;
  clinic: string;
  askedBy: string;
  askedAt: string;
}

/**
 * The answer as a file for the record: first what was asked, by whom and when, and whether it is all (`stoppedAt`:
 * how far back it reaches when it is not), then a line for each record. Made here: it never passes another server.
 */
export function reportOf(
  question: Question,
  sums: readonly Touched[],
  stoppedAt: string | null,
  names: { nameOf: (id: string) => string; numberOf: (id: string) => string },
  textOf: (action: string) => string,
  time: ClinicTime,
): Blob {
  const { by, who, days, timeZone, clinic, askedBy, askedAt } = question;
  return csvFile([
    ['Clinic', clinic],
    ['Question', 'Whose records were touched?'],
    [by === 'person' ? 'Account of' : 'Address', who],
    ['Days', `${days.from} to ${days.until} (${timeZone})`],
    ['Asked by', askedBy],
    ['Asked at', askedAt],
    ['Complete', stoppedAt === null ? 'yes' : `no, back to ${stoppedAt} only`],
    ['Records', sums.length],
    [],
    ['Patient', 'Number', 'Record', 'Times', 'First', 'Last', 'What was done'],
    ...sums.map((one) => [
      names.nameOf(one.conversation), names.numberOf(one.conversation), one.conversation, one.times,
      time.exact(one.first), time.exact(one.last), actionsOf(one, textOf),
    ]),
  ]);
}
