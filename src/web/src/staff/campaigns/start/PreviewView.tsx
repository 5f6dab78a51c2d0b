import { useState } from 'react';
import type { ClinicTime } from '../../../shared/time';
import { Wrong } from '../../shell/Wrong';
import { count, whyNot } from '../words';
import { PreviewPerson } from './PreviewPerson';
import type { Counted } from './usePreview';

const step = 10;

/** Exactly what goes to whom and when, and who gets nothing and why. */
export function PreviewView({ counted, stop, goOn, time }: {
  counted: Counted;
  stop: () => void;
  goOn: () => void;
  time: ClinicTime;
}) {
  const [held, setHeld] = useState(false);
  const [shown, setShown] = useState(step);
  const { state, people, willText, texts, suppressed } = counted;
  const without = people - willText;
  const items = counted.items.filter((item) => (item.suppressed !== null) === held);
  const choose = (next: boolean) => {
    setHeld(next);
    setShown(step);
  };
  return (
    <section className="card" aria-labelledby="preview-title">
      <header className="section-head">
        <h2 id="preview-title">What will go</h2>
        {state === 'counting' && <button type="button" onClick={stop}>Stop counting</button>}
        {(state === 'stopped' || state === 'failed') && <button type="button" onClick={goOn}>Go on counting</button>}
      </header>
      {state === 'counting' && (
        <div className="progress">
          <span id="counting">Counted {count(people, 'person', 'people')} so far …</span>
          <progress aria-labelledby="counting" />
        </div>
      )}
      {state === 'stopped' && <p className="inline warn">Counting was stopped: there may be more people than these.</p>}
      <Wrong problem={counted.problem} />
      <p className="total" role="status">
        {state === 'done' && people === 0
          ? 'Nobody is found for this. Choose other days, or import first.'
          : state !== 'counting' && <><strong>{count(texts, 'text')}</strong> to <strong>{count(willText, 'person', 'people')}</strong>; {count(without, 'person', 'people')} will get none.</>}
      </p>
      {suppressed.size > 0 && (
        <ul className="reasons">
          {[...suppressed].map(([code, { n, text }]) => <li key={code}><strong>{n.toLocaleString('en-US')}</strong> {text || whyNot(code)}</li>)}
        </ul>
      )}
      {people > 0 && (
        <>
          <div className="buttons" role="group" aria-label="Show">
            <button type="button" aria-pressed={!held} onClick={() => choose(false)}>Get texts ({willText.toLocaleString('en-US')})</button>
            <button type="button" aria-pressed={held} onClick={() => choose(true)}>Get none ({without.toLocaleString('en-US')})</button>
          </div>
          {items.length === 0 && <p className="quiet">Nobody.</p>}
          <ul className="preview">
            {items.slice(0, shown).map((item, index) => (
              <li key={item.occasion}><PreviewPerson item={item} open={index === 0} time={time} /></li>
            ))}
          </ul>
          {items.length > shown && <button type="button" onClick={() => setShown(shown + step)}>Show more people</button>}
          {items.length <= shown && items.length < (held ? without : willText) && state !== 'counting' && (
            <p className="quiet">The first {count(items.length, 'person', 'people')} are shown here. The numbers above count all.</p>
          )}
        </>
      )}
    </section>
  );
}
