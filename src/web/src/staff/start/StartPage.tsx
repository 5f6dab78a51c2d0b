import { useEffect, useState, type FormEvent } from 'react';
import { Problem } from '../../shared/problem';
import { store, useStore } from '../../shared/store';
import { useHere } from '../../shared/useHere';
import { wishes } from '../../shared/wishes';
import { Meter } from '../composer/Meter';
import { useCheck } from '../composer/useCheck';
import { EmergencyButton } from '../emergency/EmergencyButton';
import { ConsentForm } from '../patients/ConsentForm';
import { post } from '../session/ask';
import { forgetAtSignOut } from '../session/wipe';
import { complain, notify } from '../shell/notices';
import { go, hrefOf } from '../shell/route';
import { troubleOf } from '../shell/trouble';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

const nothing = { number: '', text: '' };
// As the drafts of conversations: in memory only, and there again for whoever looks something up meanwhile.
const begun = store(nothing);
const sent = wishes();
forgetAtSignOut(() => {
  begun.set(nothing);
  sent.done();
});

/** Staff write first. Without a consent on record nothing goes; then this page asks for it. */
export function StartPage() {
  const { number, text } = useStore(begun);
  const here = useHere();
  const [needsConsent, setNeedsConsent] = useState(false);
  const { busy, problem, run } = useAction();
  const { check, stale } = useCheck(text);
  useEffect(() => {
    document.title = 'Write to a number';
  }, []);

  const send = () => run(async () => {
    const wish = begun.get();
    try {
      const { conversationId } = await post<{ conversationId: string }>('conversations', { ...wish, idempotencyKey: sent.keyOf(wish) });
      sent.done();
      if (begun.get() === wish) begun.set(nothing);
      notify('The text is on its way.');
      if (here()) go(hrefOf('open', conversationId));
    } catch (error) {
      const refusal = error instanceof Problem ? error : null;
      setNeedsConsent(refusal?.code === 'consent-missing');
      if (!here() && refusal?.status !== 401)
        complain(`The text to a number was not sent; it waits under “Write”. ${troubleOf(error).title}`);
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
            onChange={(event) => begun.set({ number: event.target.value, text })}
          />
        </label>
        <label>
          <span>Text</span>
          <textarea rows={4} value={text} required maxLength={1600} onChange={(event) => begun.set({ number, text: event.target.value })} />
        </label>
        <Meter text={text} check={check} stale={stale} />
        {findings.length > 0 && <Wrong problem={{ title: 'This does not belong in an SMS.', findings }} />}
        <Wrong problem={problem} />
        <div className="buttons">
          <button type="submit" className="primary" disabled={busy || findings.length > 0}>Send</button>
          <a className="button" href="#/open" onClick={() => begun.set(nothing)}>Cancel</a>
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
