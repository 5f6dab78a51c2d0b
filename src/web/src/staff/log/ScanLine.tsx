import { count } from '../../shared/count';
import type { ClinicTime } from '../../shared/time';
import { Wrong } from '../shell/Wrong';
import type { Scanned } from './entry';
import type { ScanState } from './useScan';
import type { Trouble } from '../shell/trouble';

/** How far a look through the log is, and how to hold it or go on. */
export function ScanLine({ state, scanned, problem, found, time, stop, goOn }: {
  state: ScanState;
  scanned: Scanned;
  problem: Trouble | null;
  /** What was found so far, in words. */
  found: string;
  time: ClinicTime;
  stop: () => void;
  goOn: () => void;
}) {
  if (state === 'idle') return null;
  const far = scanned.entries > 0 || scanned.back
    ? `Looked through ${count(scanned.entries, 'entry', 'entries')}${scanned.back ? `, back to ${time.exact(scanned.back)}` : ''}.`
    : '';
  return (
    <div className="scan">
      <Wrong problem={problem} />
      {scanned.damaged > 0 && (
        <p className="inline wrong" role="alert">
          {count(scanned.damaged, 'line of the log cannot', 'lines of the log cannot')} be read: what stood there is missing here. <a href="#/log/proof">Look at the log itself</a>
        </p>
      )}
      <p role="status">
        <strong>{found}</strong> {state === 'looking' ? `Looking … ${far}` : state === 'done' ? `That is all. ${far}` : far}
      </p>
      {state === 'looking' && <progress aria-label="Looking through the log" />}
      <div className="buttons no-print">
        {state === 'looking' && <button type="button" onClick={stop}>Stop</button>}
        {(state === 'stopped' || state === 'full' || state === 'failed') && (
          <button type="button" className="primary" onClick={goOn}>{state === 'failed' ? 'Try again from there' : 'Go on looking'}</button>
        )}
      </div>
    </div>
  );
}
