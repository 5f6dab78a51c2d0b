import { useState, type FormEvent } from 'react';
import { post } from '../session/ask';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

export type Finding = 'appropriate' | 'not-appropriate';

export interface Review {
  by: string | { id: string; name: string | null };
  at: string;
  finding: Finding;
  note: string | null;
}

export const findings: Record<Finding, string> = { appropriate: 'It was right.', 'not-appropriate': 'It was not right.' };

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
        <span>{finding === 'not-appropriate' ? 'What was wrong, and what follows' : 'Note (may stay empty)'}</span>
        <textarea rows={2} value={note} maxLength={1000} required={finding === 'not-appropriate'} onChange={(event) => setNote(event.target.value)} />
      </label>
      <Wrong problem={problem} />
      <div className="buttons"><button type="submit" className="primary" disabled={busy || !finding}>Keep the review</button></div>
    </form>
  );
}
