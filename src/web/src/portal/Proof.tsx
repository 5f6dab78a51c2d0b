import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Problem } from '../shared/problem';
import { giveBirthDate, giveCode } from './api';
import { DateFields, type DateParts, isoOf, noDate } from './DateFields';
import { type End, endOf, sayingOf, triesLeftOf } from './failure';
import type { Words } from './words';

interface Props {
  words: Words;
  token: string;
  clinic: string;
  onProven(): void;
  onEnd(end: End, error: unknown): void;
}

/** Who are you: the date of birth, then the code that was texted. */
export function Proof({ words, token, clinic, onProven, onEnd }: Props) {
  const [date, setDate] = useState<DateParts>(noDate);
  const [birthDate, setBirthDate] = useState('');
  const [code, setCode] = useState('');
  const [numberEnds, setNumberEnds] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [note, setNote] = useState('');
  const errorId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const step = numberEnds === null ? 'date' : 'code';

  // A new step is read out, and the keyboard is where it begins.
  useEffect(() => heading.current?.focus(), [step]);

  async function run(work: () => Promise<void>, wrong: string) {
    setBusy(true);
    setError('');
    setNote('');
    try {
      await work();
    } catch (problem) {
      const end = endOf(problem);
      const left = triesLeftOf(problem);
      if (end) onEnd(end, problem);
      else if (left !== null) setError(`${wrong} ${words.triesLeft(left)}`);
      else if (problem instanceof Problem && problem.code === 'too-many-codes') setError(words.tooManyCodes);
      else setError(sayingOf(problem, words));
    } finally {
      setBusy(false);
    }
  }

  function submitDate(event: FormEvent) {
    event.preventDefault();
    const iso = isoOf(date);
    if (!iso) return setError(words.dateWrong);
    void run(async () => {
      setNumberEnds((await giveBirthDate(token, iso)).numberEnds);
      setBirthDate(iso);
    }, words.wrongDate);
  }

  function submitCode(event: FormEvent) {
    event.preventDefault();
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) return setError(words.codeShape);
    void run(async () => {
      await giveCode(token, digits);
      onProven();
    }, words.wrongCode);
  }

  const newCode = () =>
    void run(async () => {
      setNumberEnds((await giveBirthDate(token, birthDate)).numberEnds);
      setCode('');
      setNote(words.newCodeSent);
    }, words.wrongDate);

  const told = (
    <>
      <p className="error" id={errorId} role="alert">{error}</p>
      <p className="note" role="status">{note}</p>
    </>
  );

  if (step === 'date') {
    return (
      <form className="card" onSubmit={submitDate} noValidate>
        <h1 ref={heading} tabIndex={-1}>{words.helloFrom(clinic)}</h1>
        <p id={`${errorId}-why`}>{words.birthDateWhy}</p>
        <fieldset aria-describedby={`${errorId}-why`}>
          <legend>{words.birthDate}</legend>
          <DateFields words={words} value={date} onChange={setDate} errorId={error ? errorId : undefined} birthday />
        </fieldset>
        {told}
        <button className="main" disabled={busy}>{words.next}</button>
      </form>
    );
  }

  return (
    <form className="card" onSubmit={submitCode} noValidate>
      <h1 ref={heading} tabIndex={-1}>{words.codeTitle}</h1>
      <p>{words.codeSent(numberEnds ?? '')}</p>
      <label htmlFor={`${errorId}-code`}>{words.code}</label>
      <input
        id={`${errorId}-code`} className="code" value={code} inputMode="numeric" autoComplete="one-time-code" maxLength={7}
        aria-describedby={error ? errorId : undefined} aria-invalid={error ? true : undefined}
        onChange={(event) => setCode(event.target.value)}
      />
      {told}
      <button className="main" disabled={busy}>{words.next}</button>
      <button type="button" className="plain" disabled={busy} onClick={newCode}>{words.newCode}</button>
    </form>
  );
}
