import { useState, type FormEvent } from 'react';
import { post } from '../session/ask';
import { LanguageField } from '../shell/LanguageField';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import type { Patient } from './PatientsPane';

export function PatientForm({ path, patient, saved, cancel }: {
  path: string;
  patient?: Patient;
  /** Brings the list; until it is here the form takes no second click. */
  saved: () => void | Promise<void>;
  cancel: (() => void) | null;
}) {
  const [displayName, setName] = useState(patient?.displayName ?? '');
  const [dateOfBirth, setBirth] = useState(patient?.dateOfBirth ?? '');
  const [language, setLanguage] = useState(patient?.language ?? 'en');
  const { busy, problem, run } = useAction();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // Null takes a date back; a new patient without one has none.
    const birth = dateOfBirth ? { dateOfBirth } : patient?.dateOfBirth ? { dateOfBirth: null } : {};
    const body = { displayName: displayName.trim(), language, ...birth };
    await run(async () => {
      await post(path, body);
      await saved();
    });
  };

  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <label>
        <span>Name</span>
        <input value={displayName} required maxLength={80} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="field-row">
        <label>
          <span>Date of birth</span>
          <input type="date" value={dateOfBirth} min="1900-01-01" onChange={(event) => setBirth(event.target.value)} />
        </label>
        <LanguageField value={language} set={setLanguage} />
      </div>
      <Wrong problem={problem} />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>{patient ? 'Save' : 'Add'}</button>
        {cancel && <button type="button" onClick={cancel}>Cancel</button>}
      </div>
    </form>
  );
}
