import { useEffect, useState, type FormEvent } from 'react';
import type { Language } from '../../shared/form';
import { messageClasses, type MessageClass } from '../inbox/conversation';
import { post } from '../session/ask';
import { LanguageField } from '../shell/LanguageField';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { classNames, useConsentWording } from './wording';

/** What a patient said or signed, with the words they agreed to. */
export function ConsentForm({ number, recorded, cancel }: {
  number: string;
  recorded: () => void;
  cancel: () => void;
}) {
  const known = useConsentWording();
  const [change, setChange] = useState<'granted' | 'withdrawn'>('granted');
  const [classes, setClasses] = useState<MessageClass[]>(['conversation', 'appointments']);
  const [source, setSource] = useState<'staff' | 'form'>('staff');
  const [language, setLanguage] = useState<Language>('en');
  const [wording, setWording] = useState('');
  const { busy, problem, run } = useAction();
  useEffect(() => {
    if (known) setWording(known[language]);
  }, [known, language]);

  // Who says "no more texts" means all of them; a part of them takes a choice.
  const choose = (next: typeof change) => {
    setChange(next);
    setClasses(next === 'withdrawn' ? [] : ['conversation', 'appointments']);
  };
  const toggle = (one: MessageClass) =>
    setClasses(classes.includes(one) ? classes.filter((other) => other !== one) : [...classes, one]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // Who withdraws agreed to no words: none must stand beside it in the record.
    const body = { number, change, classes, source, ...(change === 'granted' ? { wording: wording.trim() } : {}) };
    if (!(await run(() => post('consents', body)))) return;
    notify(change === 'granted' ? 'The consent is on record.' : 'The withdrawal is on record.');
    recorded();
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="field-row">
        <label>
          <span>The patient</span>
          <select value={change} onChange={(event) => choose(event.target.value as typeof change)}>
            <option value="granted">agrees</option>
            <option value="withdrawn">withdraws</option>
          </select>
        </label>
        <label>
          <span>How</span>
          <select value={source} onChange={(event) => setSource(event.target.value as typeof source)}>
            <option value="staff">said it to me</option>
            <option value="form">signed a form</option>
          </select>
        </label>
      </div>
      <fieldset>
        <legend>{change === 'granted' ? 'To texts about' : 'From texts about (none chosen: everything)'}</legend>
        {messageClasses.map((one) => (
          <label key={one} className="check">
            <input type="checkbox" checked={classes.includes(one)} onChange={() => toggle(one)} />
            {classNames[one]}
          </label>
        ))}
      </fieldset>
      {change === 'granted' && (
        <>
          <LanguageField label="Language of the wording" value={language} set={setLanguage} />
          <label>
            <span>The words they agreed to</span>
            <textarea
              rows={4} value={wording} required maxLength={2000} lang={language}
              onChange={(event) => setWording(event.target.value)}
            />
          </label>
        </>
      )}
      <Wrong problem={problem} />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy || (change === 'granted' && classes.length === 0)}>
          {change === 'granted' ? 'Record' : classes.length === 0 ? 'Record: stop all texts' : 'Record: stop only these texts'}
        </button>
        <button type="button" onClick={cancel}>Cancel</button>
      </div>
    </form>
  );
}
