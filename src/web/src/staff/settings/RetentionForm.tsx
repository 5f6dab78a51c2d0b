import { useState } from 'react';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';

const least = 6;
const most = 30;

export function RetentionForm({ settings, state }: EditorProps) {
  const [years, setYears] = useState(String(settings.retention?.years ?? least));
  return (
    <SaveForm title="How long records are kept" busy={state.busy} save={() => void state.save('retention', { years: Number(years) })}>
      <p className="quiet">Counted from the last activity of a number. Your state may ask for more than six years, and for children longer; ask your lawyer.</p>
      <label>
        <span>Years ({least} to {most})</span>
        <input type="number" value={years} required min={least} max={most} step={1} onChange={(event) => setYears(event.target.value)} />
      </label>
      <p><a href="#/archive">Records past their time</a></p>
    </SaveForm>
  );
}
