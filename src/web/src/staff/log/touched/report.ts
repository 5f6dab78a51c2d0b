import { count } from '../../../shared/count';
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

/** How far a look came: to its end or not, back to when, and past how many lines that nobody can read. */
export interface Reach {
  done: boolean;
  back: string | null;
  damaged: number;
}

/** Whether a report may say that it is all. A line that cannot be read may have been about any record. */
export const isWhole = ({ done, damaged }: Reach): boolean => done && !(damaged > 0);

/**
 * The answer as a file for the record: first what was asked, by whom and when, and whether it is all, then a line for
 * each record. Made here: it never passes another server.
 */
export function reportOf(
  question: Question,
  sums: readonly Touched[],
  reach: Reach,
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
    ['Complete', completeness(reach)],
    ['Lines of the log that could not be read', reach.damaged],
    ['Records', sums.length],
    [],
    ['Patient', 'Number', 'Record', 'Times', 'First', 'Last', 'What was done'],
    ...sums.map((one) => [
      names.nameOf(one.conversation), names.numberOf(one.conversation), one.conversation, one.times,
      time.exact(one.first), time.exact(one.last), actionsOf(one, textOf),
    ]),
  ]);
}

function completeness(reach: Reach): string {
  if (isWhole(reach)) return 'yes';
  if (reach.done) return `no, ${count(reach.damaged, 'line of the log', 'lines of the log')} could not be read`;
  return reach.back ? `no, back to ${reach.back} only` : 'no, the look was stopped before it was through';
}
