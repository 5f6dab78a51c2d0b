import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { importKinds, largest, type ImportKind, type Uploaded } from './import';
import { sendFile } from './sendFile';

export function ChooseFile({ uploaded }: { uploaded: (file: Uploaded) => void }) {
  const [kind, setKind] = useState<ImportKind>('appointment');
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const { busy, problem, run } = useAction();
  const life = useRef<AbortController | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => life.current?.abort(), []);
  const tooLarge = file !== null && file.size > largest;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || tooLarge) return;
    const mine = new AbortController();
    life.current = mine;
    setShare(0);
    await run(async () => uploaded(await sendFile<Uploaded>(`imports?kind=${kind}`, file, setShare, mine.signal)));
    setShare(null);
  };

  return (
    <form className="card" aria-label="Import a file" onSubmit={(event) => void submit(event)}>
      <p>
        Export a file from your practice system and choose it here. Nothing changes before you have seen what it would do,
        and the same file twice changes nothing.
      </p>
      <label>
        <span>What is in the file?</span>
        <select value={kind} disabled={busy} onChange={(event) => setKind(event.target.value as ImportKind)}>
          {Object.entries(importKinds).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
        </select>
      </label>
      <label
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          // The field shows its name, as of a file that was chosen there.
          if (input.current && !busy) input.current.files = event.dataTransfer.files;
          if (!busy) setFile(event.dataTransfer.files[0] ?? null);
        }}
      >
        <span>{kind === 'fhir' ? 'A bundle (JSON) or one resource a line (NDJSON)' : 'A table as CSV, with the names of the columns in its first line'}</span>
        <input
          ref={input} type="file" disabled={busy} accept={kind === 'fhir' ? '.json,.ndjson,application/json' : '.csv,.txt,text/csv'}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        {!file && <strong>Or drop it here</strong>}
      </label>
      {tooLarge && <p className="inline wrong" role="alert">The file is larger than 32 MB. Export fewer days at a time.</p>}
      <Wrong problem={problem} />
      {share !== null && (
        <div className="progress">
          <span id="uploading">{share < 1 ? 'Sending the file …' : 'Reading the file …'}</span>
          {share < 1 ? <progress aria-labelledby="uploading" max={1} value={share} /> : <progress aria-labelledby="uploading" />}
        </div>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={!file || busy || tooLarge}>Read the file</button>
      </div>
    </form>
  );
}
