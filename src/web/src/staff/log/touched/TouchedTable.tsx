import type { ClinicTime } from '../../../shared/time';
import type { Names } from '../useNames';
import type { Touched } from './merge';

export function TouchedTable({ sums, names, textOf, time }: {
  sums: readonly Touched[];
  names: Names;
  textOf: (action: string) => string;
  time: ClinicTime;
}) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Records">
      <table className="touched">
        <thead>
          <tr>
            <th scope="col">Patient</th><th scope="col">Times</th><th scope="col">First</th><th scope="col">Last</th><th scope="col">What was done</th>
          </tr>
        </thead>
        <tbody>
          {sums.map((one) => (
            <tr key={one.conversation}>
              <th scope="row"><a href={`#/log/entries/${one.conversation}`}>{names.nameOf(one.conversation)}</a></th>
              <td className="amount">{one.times.toLocaleString('en-US')}</td>
              <td>{time.exact(one.first)}</td>
              <td>{time.exact(one.last)}</td>
              <td>{actionsOf(one, textOf)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `Opened a conversation (3), wrote a note`: the most frequent first. */
export const actionsOf = ({ actions }: Touched, textOf: (action: string) => string): string =>
  Object.entries(actions)
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
    .map(([action, n]) => (n > 1 ? `${textOf(action)} (${n})` : textOf(action)))
    .join(', ');
