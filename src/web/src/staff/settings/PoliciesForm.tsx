import { useState } from 'react';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { newId } from './settings';

export function PoliciesForm({ settings, state }: EditorProps) {
  const [items, setItems] = useState(settings.policies);
  const change = (id: string, part: Partial<(typeof items)[number]>) =>
    setItems(items.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <SaveForm title="Policies" busy={state.busy} save={() => void state.save('policies', items)}>
      <p className="quiet">A changed text becomes a new version, and everybody attests again before they can open messages.</p>
      {items.map((one) => (
        <fieldset className="item" key={one.id}>
          <legend className="visually-hidden">{one.title || 'New policy'}</legend>
          <div className="field-row">
            <label className="grow">
              <span>Title (version {one.version})</span>
              <input value={one.title} required maxLength={100} onChange={(event) => change(one.id, { title: event.target.value })} />
            </label>
            <button
              type="button" aria-label={`Remove ${one.title || 'this policy'}`}
              onClick={() => setItems(items.filter((other) => other !== one))}
            >
              Remove
            </button>
          </div>
          <label>
            <span>Text</span>
            <textarea rows={8} value={one.text} required onChange={(event) => change(one.id, { text: event.target.value })} />
          </label>
        </fieldset>
      ))}
      <div>
        <button type="button" onClick={() => setItems([...items, { id: newId(), title: '', version: 1, text: '' }])}>
          Add a policy
        </button>
      </div>
    </SaveForm>
  );
}
