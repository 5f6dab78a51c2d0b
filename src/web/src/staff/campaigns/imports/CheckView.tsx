import { useState } from 'react';
import { Dialog } from '../../shell/Dialog';
import { count } from '../words';
import { Counts } from './Counts';
import type { Checked } from './import';

export function CheckView({ checked, busy, start }: { checked: Checked; busy: boolean; start: () => void }) {
  const { ready, refusedCount, refused, grants = 0, withdrawals = 0 } = checked;
  const [asking, setAsking] = useState(false);
  const changes = checked.new + checked.changed;
  return (
    <section className="card" aria-label="What the import would do">
      <div role="status">
        <h2>{count(ready, 'row')} can be imported{refusedCount > 0 && `, ${refusedCount.toLocaleString('en-US')} cannot`}</h2>
      </div>
      <Counts of={checked} />
      {grants > 0 && <p>It records that {count(grants, 'person agrees', 'people agree')} to texts. Be sure that you have their agreement.</p>}
      {withdrawals > 0 && <p className="inline warn">It records that {count(withdrawals, 'person wants', 'people want')} no texts: theirs stop.</p>}
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
        <button type="button" className="primary" disabled={busy || ready === 0} onClick={() => (withdrawals > 0 ? setAsking(true) : start())}>
          Import {count(ready, 'row')}
        </button>
      </div>
      {asking && (
        <Dialog title="Stop these texts?" onClose={() => setAsking(false)}>
          <p>
            The file says that <strong>{count(withdrawals, 'person wants', 'people want')}</strong> no texts. Their texts stop at once, and
            only the patients themselves, or a new agreement on record, start them again. If that is not so, look at the column “Agreed to texts”.
          </p>
          <div className="buttons">
            <button type="button" data-first onClick={() => setAsking(false)}>Back</button>
            <button
              type="button" className="danger" disabled={busy}
              onClick={() => {
                setAsking(false);
                start();
              }}
            >
              Import and stop them
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

const sentence = (reason: string): string => reason.charAt(0).toUpperCase() + reason.slice(1);
