import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Form, Language, Question } from '../shared/form';
import { Problem } from '../shared/problem';
import { type AnswerValue, sendForm } from './api';
import type { Begun } from './begun';
import { DateFields, type DateParts, isoOf, noDate } from './DateFields';
import { type End, endOf, sayingOf } from './failure';
import type { Words } from './words';

interface Props {
  words: Words;
  language: Language;
  form: Form;
  /** Whose form it is: a phone may serve two. */
  patient: string;
  begun: Begun;
  onSent(): void;
  /** To the messages; what was filled in stays. */
  onBack(): void;
  onEnd(end: End, error: unknown): void;
}

/** What the fields hold: dates in their three parts. */
export type Values = Record<string, AnswerValue | DateParts>;

const isDate = (value: AnswerValue | DateParts | undefined): value is DateParts =>
  typeof value === 'object' && !Array.isArray(value);

export function FormView({ words, language, form, patient, begun, onSent, onBack, onEnd }: Props) {
  const [values, setValues] = useState<Values>(begun.answers);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);

  function show(found: Record<string, string>) {
    setErrors(found);
    setError(words.answersMissing(Object.keys(found).length));
    summary.current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { answers, found } = readAnswers(form, values, words);
    if (Object.keys(found).length > 0) return show(found);
    setBusy(true);
    setErrors({});
    setError('');
    try {
      await sendForm(answers, begun.forms.keyOf(answers));
      begun.forms.done();
      begun.answers = {};
      onSent();
    } catch (problem) {
      const end = endOf(problem);
      const findings = problem instanceof Problem ? problem.findings.filter((one) => one.question) : [];
      if (end) onEnd(end, problem);
      else if (findings.length > 0) show(Object.fromEntries(findings.map((one) => [one.question, saying(one.problem, words)])));
      else setError(sayingOf(problem, words));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="questions">
      <h1 ref={heading} tabIndex={-1}>{form.title[language]}</h1>
      <p className="hint">{words.for(patient)}</p>
      <p className="error" role="alert" ref={summary} tabIndex={-1}>{error}</p>
      {form.questions.map((question) => (
        <Field
          key={question.id} id={`${id}-${question.id}`} words={words} language={language} question={question}
          value={values[question.id]} error={errors[question.id]}
          onChange={(value) => {
            begun.answers = { ...begun.answers, [question.id]: value };
            setValues(begun.answers);
          }}
        />
      ))}
      <button className="main" disabled={busy}>{busy ? words.sending : words.sendForm}</button>
      <button type="button" className="plain" disabled={busy} onClick={onBack}>{words.toMessages}</button>
    </form>
  );
}

function readAnswers(form: Form, values: Values, words: Words) {
  const answers: Record<string, AnswerValue> = {};
  const found: Record<string, string> = {};
  for (const { id, type, required } of form.questions) {
    const value = values[id];
    if (isDate(value)) {
      const empty = !value.month && !value.day && !value.year;
      const iso = isoOf(value, 2100);
      if (iso) answers[id] = iso;
      else if (!empty) found[id] = words.dateWrong;
      else if (required) found[id] = words.required;
    } else if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      if (required) found[id] = words.required;
    } else if (type === 'number' && typeof value === 'string' && !/^-?\d+([.,]\d+)?$/.test(value.trim())) {
      found[id] = words.numberWrong;
    } else {
      answers[id] = type === 'number' && typeof value === 'string' ? value.trim().replace(',', '.') : value;
    }
  }
  return { answers, found };
}

function saying(problem: string | undefined, words: Words): string {
  switch (problem) {
    case 'required':
    case 'missing':
      return words.required;
    case 'too-long':
      return words.answerTooLong;
    case 'not-a-number':
      return words.numberWrong;
    case 'not-a-date':
      return words.dateWrong;
    case 'not-a-phone':
      return words.phoneWrong;
    default:
      return words.answerWrong;
  }
}

interface FieldProps {
  id: string;
  words: Words;
  language: Language;
  question: Question;
  value: AnswerValue | DateParts | undefined;
  error: string | undefined;
  onChange(value: AnswerValue | DateParts): void;
}

function Field({ id, words, language, question, value, error, onChange }: FieldProps) {
  const label = (
    <>
      {question.label[language]} {!question.required && <span className="hint">({words.optional})</span>}
    </>
  );
  const help = question.help?.[language];
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const around = (
    <>
      {help && <p className="hint" id={`${id}-help`}>{help}</p>}
      <p className="error" id={`${id}-error`}>{error}</p>
    </>
  );
  const text = typeof value === 'string' ? value : '';
  const common = { id, value: text, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined };

  switch (question.type) {
    case 'text':
    case 'number':
    case 'phone':
      return (
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <input
            {...common} type={question.type === 'phone' ? 'tel' : 'text'}
            inputMode={question.type === 'number' ? 'decimal' : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {around}
        </div>
      );
    case 'long':
      return (
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <textarea {...common} rows={4} onChange={(event) => onChange(event.target.value)} />
          {around}
        </div>
      );
    case 'date':
      return (
        <fieldset className="field" aria-describedby={describedBy}>
          <legend>{label}</legend>
          <DateFields
            words={words} value={isDate(value) ? value : noDate} onChange={onChange}
            errorId={error ? `${id}-error` : undefined}
          />
          {around}
        </fieldset>
      );
    case 'yesno':
      return (
        <fieldset className="field" aria-describedby={describedBy}>
          <legend>{label}</legend>
          {[true, false].map((one) => (
            <label className="option" key={`${one}`}>
              <input type="radio" name={id} checked={value === one} onChange={() => onChange(one)} />
              {one ? words.yes : words.no}
            </label>
          ))}
          {around}
        </fieldset>
      );
    case 'choice':
    case 'many': {
      const many = question.type === 'many';
      const chosen = Array.isArray(value) ? value : text ? [text] : [];
      const toggle = (option: string) =>
        onChange(!many ? option : chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
      return (
        <fieldset className="field" aria-describedby={describedBy}>
          <legend>{label}</legend>
          {(question.options ?? []).map((option) => (
            <label className="option" key={option.id}>
              <input
                type={many ? 'checkbox' : 'radio'} name={id} checked={chosen.includes(option.id)}
                onChange={() => toggle(option.id)}
              />
              {option[language]}
            </label>
          ))}
          {around}
        </fieldset>
      );
    }
  }
}
