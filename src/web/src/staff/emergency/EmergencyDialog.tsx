import { useState, type FormEvent } from 'react';
import { typedPhone } from '../../shared/phone';
import { Problem } from '../../shared/problem';
import { post } from '../session/ask';
import { useMeAgain, type Grant } from '../session/me';
import { Dialog } from '../shell/Dialog';
import { go, hrefOf } from '../shell/route';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

const shortest = 10;
const longest = 500;

/** Asks for the right to one conversation for an hour: of an id, or of a number (null) that may already have been typed. */
export function EmergencyDialog({ conversation, typed = '', close }: {
  conversation: string | null;
  typed?: string;
  close: () => void;
}) {
  const [number, setNumber] = useState(typed);
  const [reason, setReason] = useState('');
  const again = useMeAgain();
  const { busy, problem, run } = useAction();
  const written = reason.trim().length;
  const read = conversation ? null : typedPhone(number);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const whom = conversation ? { conversation } : { number };
      const grant = await post<Grant>('break-glass', { ...whom, reason: reason.trim() }).catch((error: unknown) => {
        // Perhaps by a grant of which this page has not heard: then the band appears.
        if (error instanceof Problem && error.code === 'already-open') void again().catch(() => {});
        throw error;
      });
      await again().catch(() => location.reload());
      close();
      go(hrefOf('open', grant.conversation));
    });
  };

  return (
    <Dialog title="Emergency access" onClose={close}>
      <p>Only when a patient’s care cannot wait for a colleague. What happens then:</p>
      <ul className="bullets">
        <li>You can open {conversation ? 'this conversation' : 'the conversation with this number'} for <strong>one hour</strong>.</li>
        <li>Everything you see and do in it is <strong>written to the log</strong> as an emergency.</li>
        <li>The <strong>owners see it</strong> when they next open this page, read your reason, and review it.</li>
      </ul>
      <form onSubmit={submit} autoComplete="off">
        {!conversation && (
          <label>
            <span>Patient’s mobile number</span>
            <input
              type="tel" value={number} required maxLength={30} data-first={typed ? undefined : true} placeholder="(206) 555-0123"
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
        )}
        <label>
          <span>Why now? In a sentence, for the owners</span>
          <textarea
            rows={3} value={reason} required minLength={shortest} maxLength={longest} data-first={conversation || typed ? true : undefined}
            placeholder="Patient on the phone with chest pain, needs to know what we texted."
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {/* A wrong digit would open another patient, and nobody is named before it is open. */}
        {read && <p role="status">Open <strong>{read}</strong>? Read the number back to the patient.</p>}
        <Wrong problem={problem} />
        <div className="buttons">
          <button type="submit" className="danger" disabled={busy || written < shortest}>Open for one hour</button>
          <button type="button" onClick={close}>Cancel</button>
        </div>
        {written > 0 && written < shortest && <p className="quiet">A few words more, please: at least {shortest} characters.</p>}
      </form>
    </Dialog>
  );
}
