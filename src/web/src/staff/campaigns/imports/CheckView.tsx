import { count } from '../words';
import { Counts } from './Counts';
import type { Checked } from './import';

export function CheckView({ checked, busy, start }: { checked: Checked; busy: boolean; start: () => void }) {
  const { ready, refusedCount, refused } = checked;
  const changes = checked.new + checked.changed;
  return (
    <section className="card" aria-label="What the import would do">
      <div role="status">
        <h2>{count(ready, 'row')} can be imported{refusedCount > 0 && `, ${refusedCount.toLocaleString('en-US')} cannot`}</h2>
      </div>
      <Counts of={checked} />
      {refused.length > 0 && (
        <>
          <div className="table-frame" tabIndex={0} role="region" aria-label="Rows that cannot be imported">
            <table>
              <caption>Rows that cannot be imported</caption>
              <thead><tr><th scope="col">Line</th><th scope="col">What to mend</th></tr></thead>
              <tbody>
                {refused.map((row) => <tr key={row.line}><th scope="row">{row.line}</th><td>{sentence(row.reason)}</td></tr>)}
              </tbody>
            </table>
          </div>
          {refusedCount > refused.length && <p className="quiet">The first {refused.length} of {refusedCount.toLocaleString('en-US')}. After the import you can download all.</p>}
          <p>You can import the others now, mend these in your file and import it again: what is here already stays as it is.</p>
        </>
      )}
      {ready > 0 && changes === 0 && <p>All of it is here already: importing it changes nothing.</p>}
      <div className="buttons">
        <button type="button" className="primary" disabled={busy || ready === 0} onClick={start}>Import {count(ready, 'row')}</button>
      </div>
    </section>
  );
}

const sentence = (reason: string): string => reason.charAt(0).toUpperCase() + reason.slice(1);
