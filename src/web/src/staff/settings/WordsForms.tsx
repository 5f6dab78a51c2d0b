import { useState } from 'react';
import { BothFields } from './BothFields';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { automaticAnswers, templates, type AutomaticAnswer, type Template } from './settings';

export function AutomaticAnswersForm({ settings, state }: EditorProps) {
  const [value, setValue] = useState(settings.automaticAnswers);
  return (
    <SaveForm title="Automatic answers" busy={state.busy} save={() => void state.save('automaticAnswers', value)}>
      <p className="quiet">{'{clinic} stands for the clinic’s name. What the law asks for (how to stop, how to come back) must stay.'}</p>
      {(Object.keys(automaticAnswers) as AutomaticAnswer[]).map((key) => (
        <BothFields
          key={key} label={automaticAnswers[key]} lines={3} max={480} value={value[key]}
          set={(both) => setValue({ ...value, [key]: both })}
        />
      ))}
    </SaveForm>
  );
}

export function TemplatesForm({ settings, state }: EditorProps) {
  const [value, setValue] = useState(settings.templates);
  return (
    <SaveForm title="Templates" busy={state.busy} save={() => void state.save('templates', value)}>
      <p className="quiet">The words around a link or a code. What stands in braces is filled in.</p>
      {(Object.keys(templates) as Template[]).map((key) => (
        <BothFields
          key={key} label={templates[key]} lines={2} max={320} value={value[key]}
          set={(both) => setValue({ ...value, [key]: both })}
        />
      ))}
    </SaveForm>
  );
}

export function WordingForm({ settings, state }: EditorProps) {
  const [value, setValue] = useState(settings.consentWording);
  return (
    <SaveForm title="Consent wording" busy={state.busy} save={() => void state.save('consentWording', value)}>
      <p className="quiet">Read to a patient before their consent is recorded, and kept with the record.</p>
      <BothFields label="Wording" lines={6} max={2000} value={value} set={setValue} />
    </SaveForm>
  );
}
