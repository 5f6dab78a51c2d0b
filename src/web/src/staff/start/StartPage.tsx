import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Problem } from '../../shared/problem';
import { Meter } from '../composer/Meter';
import { useCheck } from '../composer/useCheck';
import { EmergencyButton } from '../emergency/EmergencyButton';
import { ConsentForm } from '../patients/ConsentForm';
import { post } from '../session/ask';
import { notify } from '../shell/notices';
import { go, hrefOf } from '../shell/route';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

/** Staff write first. Without a consent on record nothing goes; then this page asks for it. */
export function StartPage() {
  const [number, setNumber] = useState('');
  const [text, setText] = useState('');
  const [needsConsent, setNeedsConsent] = useState(false);
  const { busy, problem, run } = useAction();
  const { check, stale } = useCheck(text);
  const key = useRef<{ print: string; key: string } | null>(null);
  useEffect(() => {
    document.title = 'Write to a number';
  }, []);

  const send = () => run(async () => {
    const print = `${number}\n${text}`;
    if (key.current?.print !== print) key.current = { print, key: crypto.randomUUID() };
    try {
      const sent = await post<{ conversationId: string }>('conversations', { number, text, idempotencyKey: key.current.key });
      notify('The text is on its way.');
      go(hrefOf('open', sent.conversationId));
    } catch (error) {
      setNeedsConsent(error instanceof Problem && error.code === 'consent-missing');
      throw error;
    }
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const findings = stale ? [] : check?.findings ?? [];

  return (
    <main className="page">
      <h1>Write to a number</h1>
      <form onSubmit={submit} autoComplete="off">
        <label>
          <span>Mobile number</span>
          <input
            type="tel" value={number} required autoFocus maxLength={30} placeholder="(206) 555-0123"
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <label>
          <span>Text</span>
          <textarea rows={4} value={text} required maxLength={1600} onChange={(event) => setText(event.target.value)} />
        </label>
        <Meter text={text} check={check} stale={stale} />
        {findings.length > 0 && <Wrong problem={{ title: 'This does not belong in an SMS.', findings }} />}
        <Wrong problem={problem} />
        <div className="buttons">
          <button type="submit" className="primary" disabled={busy || findings.length > 0}>Send</button>
          <a className="button" href="#/open">Cancel</a>
        </div>
      </form>
      {problem?.code === 'not-yours' && (
        <section className="card" aria-label="When the patient cannot wait">
          <p>It is a colleague’s patient. Their care cannot wait until the colleague is back?</p>
          <EmergencyButton conversation={null} typed={number} />
        </section>
      )}
      {needsConsent && (
        <section className="card" aria-label="Record consent">
          <h2>Does the patient agree to texts?</h2>
          <p>Read the words to them, or have the form signed, and record it here. Then the text can go.</p>
          <ConsentForm number={number} cancel={() => setNeedsConsent(false)} recorded={() => { setNeedsConsent(false); void send(); }} />
        </section>
      )}
    </main>
  );
}
