import type { Question } from '../../shared/form';
import { BothFields } from './BothFields';
import { newId, questionTypes } from './settings';

export function QuestionFields({ question, place, set, up, remove }: {
  question: Question;
  place: number;
  set: (question: Question) => void;
  up: (() => void) | null;
  remove: () => void;
}) {
  const chooses = question.type === 'choice' || question.type === 'many';
  const options = question.options ?? [];
  const setType = (type: Question['type']) => {
    const { options: _, ...rest } = question;
    const needs = type === 'choice' || type === 'many';
    set(needs ? { ...rest, type, options: options.length > 0 ? options : [option(), option()] } : { ...rest, type });
  };
  return (
    <fieldset className="item">
      <legend>Question {place}</legend>
      <BothFields label="Question" max={200} value={question.label} set={(label) => set({ ...question, label })} />
      <div className="field-row">
        <label>
          <span>Answer</span>
          <select value={question.type} onChange={(event) => setType(event.target.value as Question['type'])}>
            {Object.entries(questionTypes).map(([type, name]) => <option key={type} value={type}>{name}</option>)}
          </select>
        </label>
        <label className="check">
          <input
            type="checkbox" checked={question.required}
            onChange={(event) => set({ ...question, required: event.target.checked })}
          />
          Must be answered
        </label>
        {up && <button type="button" aria-label={`Move question ${place} up`} onClick={up}>↑</button>}
        <button type="button" aria-label={`Remove question ${place}`} onClick={remove}>Remove</button>
      </div>
      {chooses && options.map((one, index) => (
        <div className="option" key={one.id}>
          <BothFields
            label={`Choice ${index + 1}`} max={80} value={one}
            set={(both) => set({ ...question, options: options.map((other) => (other === one ? { ...one, ...both } : other)) })}
          />
          <button
            type="button" aria-label={`Remove choice ${index + 1}`}
            onClick={() => set({ ...question, options: options.filter((other) => other !== one) })}
          >
            ×
          </button>
        </div>
      ))}
      {chooses && (
        <div><button type="button" onClick={() => set({ ...question, options: [...options, option()] })}>Add a choice</button></div>
      )}
    </fieldset>
  );
}

const option = () => ({ id: newId(), en: '', es: '' });
