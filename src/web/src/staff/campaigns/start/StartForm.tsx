import { useState, type FormEvent } from 'react';
import type { ClinicTime } from '../../../shared/time';
import { useHere } from '../../../shared/useHere';
import { wishes } from '../../../shared/wishes';
import { post } from '../../session/ask';
import { Dialog } from '../../shell/Dialog';
import { notify } from '../../shell/notices';
import { go } from '../../shell/route';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import type { Selection } from '../campaign';
import type { Playbook } from '../playbooks/playbook';
import { rememberCount } from '../watch/Enrolment';
import { count } from '../words';
import type { Counted } from './usePreview';

/** The name, and the last word. */
export function StartForm({ playbook, version, selection, ongoing, counted, suggested, changed, time }: {
  playbook: Playbook;
  /** Of the words that were looked at. */
  version: number;
  selection: Selection;
  ongoing: boolean;
  counted: Counted;
  suggested: string;
  changed: () => void;
  time: ClinicTime;
}) {
  const [name, setName] = useState(suggested);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const [started] = useState(wishes);
  const here = useHere();
  const { state, people, willText, texts, firstAt } = counted;
  const atLeast = state === 'done' ? '' : 'at least ';

  const start = () => run(async () => {
    const body = { name: name.trim(), playbook: playbook.id, version, selection, ongoing };
    const { id } = await post<{ id: string }>('campaigns', body, { headers: { 'Idempotency-Key': started.keyOf(body) } });
    if (state === 'done') rememberCount(id, people);
    notify('The campaign is started.');
    if (here()) go(`#/campaigns/watch/${id}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const nothing = state === 'done' && texts === 0 && !ongoing;

  return (
    <form className="card" aria-label="Start" onSubmit={submit}>
      <label>
        <span>Name, for the clinic only. No patient’s name in it.</span>
        <input value={name} required maxLength={80} onChange={(event) => setName(event.target.value)} />
      </label>
      <Wrong problem={problem} />
      {problem?.code === 'playbook-changed' && (
        <div><button type="button" onClick={changed}>Look again with the new words</button></div>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy || state === 'counting' || nothing}>Start …</button>
        <a className="button" href="#/campaigns">Not now</a>
      </div>
      {state === 'counting' && <p className="quiet">You can start when the counting is done, or when you stop it.</p>}
      {asking && (
        <Dialog title="Start this campaign?" onClose={() => setAsking(false)}>
          <p>
            {texts > 0
              ? <>It will send {atLeast}<strong>{count(texts, 'text')}</strong> to {atLeast}<strong>{count(willText, 'person', 'people')}</strong>.</>
              : 'It has nothing to send yet.'}
            {firstAt && ` The first goes ${Date.parse(firstAt) < Date.now() + 60_000 ? 'at once' : time.full(firstAt)}.`}
          </p>
          {ongoing && <p>It goes on and takes in new ones until somebody cancels it.</p>}
          <div className="buttons">
            <button
              type="button" className="primary" data-first disabled={busy}
              onClick={() => {
                setAsking(false);
                void start();
              }}
            >
              Start the campaign
            </button>
            <button type="button" onClick={() => setAsking(false)}>Back</button>
          </div>
        </Dialog>
      )}
    </form>
  );
}
