import { useState, type FormEvent } from 'react';
import { post } from '../session/ask';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import type { Finding } from './emergency';

/** What an owner found. It is kept for good: a review cannot be written over. */
export function ReviewForm({ id, reviewed }: { id: string; reviewed: () => void }) {
  const [finding, setFinding] = useState<Finding | null>(null);
  const [note, setNote] = useState('');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => post(`emergencies/${id}/review`, { finding, note: note.trim() })).then((ok) => ok && reviewed());
  };
  return (
    <form aria-label="Review" onSubmit={submit}>
      <fieldset>
        <legend className="quiet">Was it right?</legend>
        <label className="check">
          <input type="radio" name={`finding ${id}`} required checked={finding === 'appropriate'} onChange={() => setFinding('appropriate')} />
          Yes, it was right
        </label>
        <label className="check">
          <input type="radio" name={`finding ${id}`} checked={finding === 'not-appropriate'} onChange={() => setFinding('not-appropriate')} />
          No, it was not right
        </label>
      </fieldset>
      <label>
        <span>{finding === 'not-appropriate' ? 'What was wrong, and what follows' : 'What you looked at, and why you think so'}</span>
        <textarea rows={2} value={note} required minLength={10} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </label>
      <Wrong problem={problem} />
      <div className="buttons"><button type="submit" className="primary" disabled={busy || !finding}>Keep the review</button></div>
    </form>
  );
}
