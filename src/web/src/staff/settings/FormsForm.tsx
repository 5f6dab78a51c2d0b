import { useState } from 'react';
import type { Form } from '../../shared/form';
import { BothFields } from './BothFields';
import { QuestionFields } from './QuestionFields';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { newId } from './settings';

export function FormsForm({ settings, state }: EditorProps) {
  const [forms, setForms] = useState(settings.forms);
  const change = (id: string, part: Partial<Form>) =>
    setForms(forms.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const move = (form: Form, from: number, by: number) => {
    const questions = [...form.questions];
    const [taken] = questions.splice(from, 1);
    if (taken) questions.splice(from + by, 0, taken);
    change(form.id, { questions });
  };
  return (
    <SaveForm title="Forms" busy={state.busy} save={() => void state.save('forms', forms)}>
      {forms.map((form) => (
        <details className="item" key={form.id} open={forms.length === 1 || form.title.en === ''}>
          <summary>{form.title.en || 'New form'}</summary>
          <div className="item-body">
            <BothFields label="Title" max={80} value={form.title} set={(title) => change(form.id, { title })} />
            {form.questions.map((question, index) => (
              <QuestionFields
                key={question.id} question={question} place={index + 1}
                set={(next) => change(form.id, { questions: form.questions.map((one) => (one.id === next.id ? next : one)) })}
                up={index > 0 ? () => move(form, index, -1) : null}
                remove={() => change(form.id, { questions: form.questions.filter((one) => one !== question) })}
              />
            ))}
            <div className="buttons">
              <button
                type="button"
                onClick={() => change(form.id, {
                  questions: [...form.questions, { id: newId(), type: 'text', label: { en: '', es: '' }, required: false }],
                })}
              >
                Add a question
              </button>
              <button type="button" className="danger" onClick={() => setForms(forms.filter((one) => one !== form))}>
                Remove this form
              </button>
            </div>
          </div>
        </details>
      ))}
      <div>
        <button type="button" onClick={() => setForms([...forms, { id: newId(), title: { en: '', es: '' }, questions: [] }])}>
          Add a form
        </button>
      </div>
    </SaveForm>
  );
}
