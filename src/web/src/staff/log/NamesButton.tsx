import { Wrong } from '../shell/Wrong';
import type { Names } from './useNames';

/** Names are off until somebody needs them: to open them is an entry of the log like any other look. */
export function NamesButton({ names }: { names: Names }) {
  return (
    <div className="names-line no-print">
      <button type="button" aria-pressed={names.shown} onClick={names.shown ? names.hide : names.show}>
        {names.shown ? 'Hide names' : 'Show names'}
      </button>
      <span className="quiet" role="status">
        {names.opening ? 'Opening names …' : names.shown ? 'That you opened these names is in the log.' : 'Opening the patients’ names is itself written to the log.'}
      </span>
      <Wrong problem={names.problem} />
    </div>
  );
}
