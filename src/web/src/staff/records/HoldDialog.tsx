import { useState, type FormEvent } from 'react';
import { post } from '../session/ask';
import { Dialog } from '../shell/Dialog';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

/** A hold keeps a record from being destroyed, as while a lawsuit is under way. Both ways want a reason. */
export function HoldDialog({ path, release, close, done }: {
  path: string;
  release: boolean;
  close: () => void;
  done: (words: string) => void;
}) {
  const [reason, setReason] = useState('');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => post(`${path}/hold${release ? '/release' : ''}`, { reason: reason.trim() }))
      .then((ok) => ok && done(release ? 'The hold is released.' : 'The record is on hold.'));
  };
  return (
    <Dialog title={release ? 'Release the hold?' : 'Put this record on hold?'} onClose={close}>
      <p>
        {release
          ? 'Then the record may be destroyed when its time is over. Who released it, and why, is kept.'
          : 'Then nobody can destroy it, also when its time is over: for a lawsuit, an inquiry, a complaint.'}
      </p>
      <form onSubmit={submit} autoComplete="off">
        <label>
          <span>Reason</span>
          <textarea rows={2} value={reason} required minLength={3} maxLength={500} data-first onChange={(event) => setReason(event.target.value)} />
        </label>
        <Wrong problem={problem} />
        <div className="buttons">
          <button type="submit" className="primary" disabled={busy}>{release ? 'Release it' : 'Put on hold'}</button>
          <button type="button" onClick={close}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}
