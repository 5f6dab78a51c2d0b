import { useState } from 'react';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { newId } from './settings';

// The server keeps these: without them the program itself does not run within the law.
const isNeeded = (id: string): boolean => id.startsWith('azure-') || id === 'carrier' || id === 'importer';

/** The register of business associate agreements: who handles patients' data for the clinic, and where the contract is. */
export function AgreementsForm({ settings, state }: EditorProps) {
  const [items, setItems] = useState(settings.agreements ?? []);
  const change = (id: string, part: Partial<(typeof items)[number]>) =>
    setItems(items.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <SaveForm title="Register of agreements" busy={state.busy} save={() => void state.save('agreements', items)}>
      <p className="quiet">One line for each company that handles patients’ data for the clinic: texting, hosting, e-mail, IT support.</p>
      {items.map((one) => (
        <fieldset className="item" key={one.id}>
          <legend className="visually-hidden">{one.service || 'New agreement'}</legend>
          <div className="field-row">
            <label className="grow">
              <span>Service</span>
              <input value={one.service} required maxLength={120} onChange={(event) => change(one.id, { service: event.target.value })} />
            </label>
            <label className="grow">
              <span>With whom</span>
              <input value={one.counterpart} required maxLength={120} onChange={(event) => change(one.id, { counterpart: event.target.value })} />
            </label>
            {!isNeeded(one.id) && (
              <button
                type="button" aria-label={`Remove ${one.service || 'this agreement'}`}
                onClick={() => setItems(items.filter((other) => other !== one))}
              >
                Remove
              </button>
            )}
          </div>
          <label>
            <span>What they handle</span>
            <input value={one.what} required maxLength={500} onChange={(event) => change(one.id, { what: event.target.value })} />
          </label>
          <div className="field-row">
            <label>
              <span>Signed on</span>
              <input type="date" value={one.signedOn ?? ''} onChange={(event) => change(one.id, { signedOn: event.target.value || null })} />
            </label>
            <label>
              <span>Review on</span>
              <input type="date" value={one.reviewOn ?? ''} onChange={(event) => change(one.id, { reviewOn: event.target.value || null })} />
            </label>
            <label className="grow">
              <span>Where the contract is kept</span>
              <input value={one.reference ?? ''} maxLength={500} onChange={(event) => change(one.id, { reference: event.target.value || null })} />
            </label>
          </div>
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          onClick={() => setItems([...items, { id: newId(), service: '', counterpart: '', what: '', signedOn: null, reference: null, reviewOn: null }])}
        >
          Add an agreement
        </button>
      </div>
    </SaveForm>
  );
}
