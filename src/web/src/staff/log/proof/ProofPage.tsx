import { useState, type FormEvent } from 'react';
import { count } from '../../../shared/count';
import { saveAnswer } from '../../../shared/save';
import { clinicTime } from '../../../shared/time';
import { askRaw, post } from '../../session/ask';
import { useMe } from '../../session/me';
import { notify } from '../../shell/notices';
import { useAction } from '../../shell/useAction';
import { useLoad } from '../../shell/useLoad';
import { Wrong } from '../../shell/Wrong';
import { HowToVerify } from './HowToVerify';

interface LogState {
  size: number;
  root: string;
  checkpointAt: string | null;
  origin: string;
  keyId: string;
  pending: number | null;
  lastVerified: { at: string; outcome: 'whole' | 'tampered' | 'unreadable'; entries: number; fault: string | null } | null;
}

/** The log as a thing that proves itself: how large, how far signed, when last checked, and what to take away as proof. */
export function ProofPage() {
  const me = useMe();
  const time = clinicTime(me.clinic.timeZone);
  const { value: log, problem, load } = useLoad<LogState>('audit/log');
  const action = useAction();
  const [since, setSince] = useState('');

  const make = () => action.run(async () => {
    const { size } = await post<{ size: number }>('audit/log/checkpoints');
    notify(`Signed: ${count(size, 'entry', 'entries')}.`);
    await load();
  });
  const take = (path: string, name: string) => action.run(async () =>
    saveAnswer(await askRaw(`audit/log/${path}`), name));
  const consistency = (event: FormEvent) => {
    event.preventDefault();
    void take(`consistency?from=${Number(since)}`, `consistency-from-${Number(since)}.txt`);
  };

  return (
    <>
      <p>
        Everything that people and the program do with patients’ records is in one log. It is sealed in such a way that a
        changed, missing or added entry can be found, also by somebody who does not trust this server.
      </p>
      <Wrong problem={problem} />
      {!log && !problem && <p role="status">Loading …</p>}
      {log && (
        <section className="card" aria-label="State of the log">
          <dl className="facts">
            <div><dt>Entries sealed</dt><dd>{log.size.toLocaleString('en-US')}</dd></div>
            {log.pending !== null && <div><dt>Waiting</dt><dd>{log.pending === 0 ? 'nothing' : `${count(log.pending, 'entry', 'entries')}, sealed within a minute or two`}</dd></div>}
            <div><dt>Newest checkpoint</dt><dd>{log.checkpointAt ? time.exact(log.checkpointAt) : 'none yet'}</dd></div>
            <div><dt>Last check</dt><dd><LastCheck last={log.lastVerified} at={(at) => time.exact(at)} /></dd></div>
            <div><dt>Fingerprint</dt><dd><code>{log.root}</code></dd></div>
            <div><dt>Log’s name</dt><dd><code>{log.origin}</code></dd></div>
            <div><dt>Signing key</dt><dd><code>{log.keyId}</code></dd></div>
          </dl>
          <div className="buttons">
            <button type="button" className="primary" disabled={action.busy} onClick={() => void make()}>Make a checkpoint now</button>
            <button type="button" onClick={() => void load()}>Refresh</button>
          </div>
        </section>
      )}
      <Wrong problem={action.problem} />
      {log && (
        <section className="card" aria-label="Take away as proof">
          <h2>Take away as proof</h2>
          <p>Keep a checkpoint outside of the clinic’s systems, for example with your lawyer. Whoever has it can prove later that nothing before it was changed.</p>
          <div className="buttons">
            <button type="button" disabled={action.busy} onClick={() => void take('checkpoint', `checkpoint-${log.size}.txt`)}>Download the checkpoint</button>
            <button type="button" disabled={action.busy} onClick={() => void take('keys', 'log-keys.jwks')}>Download the public keys</button>
          </div>
          <form onSubmit={consistency} aria-label="Proof since an earlier checkpoint">
            <div className="field-row">
              <label>
                <span>Size in an earlier checkpoint (its second line)</span>
                <input
                  type="number" inputMode="numeric" min={1} max={log.size} step={1} value={since} required
                  onChange={(event) => setSince(event.target.value)}
                />
              </label>
              <button type="submit" disabled={action.busy}>Download the proof since then</button>
            </div>
          </form>
        </section>
      )}
      {log && <HowToVerify origin={log.origin} />}
    </>
  );
}

const outcomes = {
  whole: 'Whole: nothing is changed, missing or added',
  tampered: 'Not whole: an entry was changed, is missing or was added',
  unreadable: 'Could not be read to the end',
};

function LastCheck({ last, at }: { last: LogState['lastVerified']; at: (at: string) => string }) {
  if (!last) return <>not checked yet; the program does it daily</>;
  return (
    <>
      {at(last.at)}, {count(last.entries, 'entry', 'entries')}.{' '}
      {last.outcome === 'whole' ? outcomes.whole : <strong className="wrong">{outcomes[last.outcome]}{last.fault && `: ${last.fault}`}</strong>}
      {last.outcome !== 'whole' && <span className="wrong"> Tell your technical support and keep everything as it is.</span>}
    </>
  );
}
