import { useId, useState, type FormEvent } from 'react';
import { useHere } from '../../../shared/useHere';
import { post } from '../../session/ask';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { count } from '../words';
import { CheckView } from './CheckView';
import { importKinds, type Checked, type Mapping, type Uploaded } from './import';
import { Sample } from './Sample';

/** Which column is what, then a check against what is stored. */
export function MappingForm({ uploaded, started, leave }: { uploaded: Uploaded; started: () => void; leave: () => void }) {
  const { id, kind, format, rows, columns, fields, sample } = uploaded;
  const [mapping, setMapping] = useState<Mapping>(uploaded.mapping);
  const [checked, setChecked] = useState<(Checked & { mapping: Mapping }) | null>(null);
  const { busy, problem, run } = useAction();
  const base = useId();
  const here = useHere();
  const isTable = format === 'csv';

  const choose = (field: string, column: string) => {
    const { [field]: _, ...rest } = mapping;
    setMapping(column ? { ...rest, [field]: column } : rest);
    setChecked(null);
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const answer = await post<Checked>(`imports/${id}/check`, { mapping });
      setChecked({ ...answer, mapping });
    });
  };
  const start = () => run(async () => {
    if (!checked) return;
    await post(`imports/${id}/start`, { mapping: checked.mapping });
    if (here()) started();
  });

  return (
    <>
      <form className="card" aria-label="What is in the columns" onSubmit={check}>
        <h2>{importKinds[kind]}: {count(rows, isTable ? 'row' : 'resource')}</h2>
        {isTable && <Sample columns={columns} rows={sample} />}
        {isTable && (
          <fieldset>
            <legend>Which column is what? What you choose is remembered for the next file.</legend>
            <div className="mapping">
              {fields.map((field) => (
                <div key={field.id}>
                  <label htmlFor={`${base}-${field.id}`}><span>{field.label}{field.required && ' (needed)'}</span></label>
                  <select
                    id={`${base}-${field.id}`} aria-describedby={field.help ? `${base}-${field.id}-help` : undefined}
                    value={mapping[field.id] ?? ''} required={field.required} disabled={busy}
                    onChange={(event) => choose(field.id, event.target.value)}
                  >
                    <option value="">{field.required ? 'Choose a column' : 'Not in this file'}</option>
                    {columns.map((column) => <option key={column} value={column}>{column}</option>)}
                  </select>
                  {field.help && <p className="quiet" id={`${base}-${field.id}-help`}>{field.help}</p>}
                </div>
              ))}
            </div>
          </fieldset>
        )}
        <Skipped of={uploaded.skipped ?? {}} />
        <Wrong problem={problem} />
        <div className="buttons">
          <button type="submit" className={checked ? undefined : 'primary'} disabled={busy}>{busy && !checked ? 'Checking …' : 'Check'}</button>
          <button type="button" disabled={busy} onClick={leave}>Choose another file</button>
        </div>
      </form>
      {checked && <CheckView checked={checked} busy={busy} start={() => void start()} />}
    </>
  );
}

/** What a file holds that is of no use here. */
export function Skipped({ of }: { of: Record<string, number> }) {
  const what = Object.entries(of).filter(([, n]) => n > 0);
  if (what.length === 0) return null;
  return <p className="quiet">Left out, since nothing here needs it: {what.map(([name, n]) => `${n.toLocaleString('en-US')} ${name}`).join(', ')}.</p>;
}
