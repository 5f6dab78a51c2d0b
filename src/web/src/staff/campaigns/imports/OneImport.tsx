import { saveFile } from '../../../shared/save';
import { askRaw } from '../../session/ask';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { usePolled } from '../../shell/usePolled';
import { count } from '../words';
import { Counts } from './Counts';
import { importStates, type Progress } from './import';
import { Skipped } from './MappingForm';

const every = 1_500;

/** How far an import is, and what came of it. */
export function OneImport({ id }: { id: string }) {
  const { value, problem } = usePolled<Progress>(`imports/${id}`, ({ state }) => (state === 'running' ? every : null));
  const download = useAction();
  const save = () => download.run(async () => {
    const response = await askRaw(`imports/${id}/refused`);
    saveFile(await response.blob(), 'refused-rows.csv');
  });

  return (
    <>
      <header className="section-head">
        <h1>Import</h1>
        {value && <span className={`state ${value.state}`} role="status">{importStates[value.state] ?? value.state}</span>}
      </header>
      <Wrong problem={problem} />
      {!value && !problem && <p role="status">Loading …</p>}
      {value && (
        <section className="card" aria-label="Result">
          {value.state === 'ready' && <p>This file was read but not started. Choose it again to import it.</p>}
          {value.state === 'running' && (
            <div className="progress">
              <span id="importing">{value.done.toLocaleString('en-US')} of {count(value.rows, 'row')}. It goes on when you leave this page.</span>
              <progress aria-labelledby="importing" max={Math.max(1, value.rows)} value={value.done} />
            </div>
          )}
          {value.state === 'failed' && <p className="inline wrong" role="alert">It stopped after {count(value.done, 'row')}. Import the same file again: what is here already stays as it is.</p>}
          {value.state === 'done' && <h2>{count(value.done - value.refusedCount, 'row')} imported</h2>}
          {value.state !== 'ready' && <Counts of={value} />}
          <Skipped of={value.skipped} />
          {value.refusedCount > 0 && value.state !== 'running' && (
            <p>{count(value.refusedCount, 'row was', 'rows were')} refused. Download them with the reasons, mend them and import that file.</p>
          )}
          <Wrong problem={download.problem} />
          <div className="buttons">
            {value.refusedCount > 0 && value.state !== 'running' && (
              <button type="button" disabled={download.busy} onClick={() => void save()}>Download the refused rows</button>
            )}
            {value.state === 'done' && <a className="button primary" href="#/campaigns/start">Start a campaign</a>}
            <a className="button" href="#/campaigns/import">Import another file</a>
          </div>
        </section>
      )}
    </>
  );
}
