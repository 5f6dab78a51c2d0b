import { useState } from 'react';
import { BothFields } from './BothFields';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { newId } from './settings';

export function CannedForm({ settings, state }: EditorProps) {
  const [items, setItems] = useState(settings.cannedReplies);
  const change = (id: string, part: Partial<(typeof items)[number]>) =>
    setItems(items.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <SaveForm title="Canned replies" busy={state.busy} save={() => void state.save('cannedReplies', items)}>
      <p className="quiet">{'{patient}, {clinic} and {me} are filled in when a reply is chosen.'}</p>
      {items.map((one) => (
        <fieldset className="item" key={one.id}>
          <legend className="visually-hidden">{one.title || 'New reply'}</legend>
          <div className="field-row">
            <label className="grow">
              <span>Title</span>
              <input value={one.title} required maxLength={60} onChange={(event) => change(one.id, { title: event.target.value })} />
            </label>
            <button
              type="button" aria-label={`Remove ${one.title || 'this reply'}`}
              onClick={() => setItems(items.filter((other) => other !== one))}
            >
              Remove
            </button>
          </div>
          <BothFields
            label="Words" lines={3} max={480} value={{ en: one.en, es: one.es }} set={(both) => change(one.id, both)}
          />
        </fieldset>
      ))}
      <div>
        <button type="button" onClick={() => setItems([...items, { id: newId(), title: '', en: '', es: '' }])}>
          Add a reply
        </button>
      </div>
    </SaveForm>
  );
}
