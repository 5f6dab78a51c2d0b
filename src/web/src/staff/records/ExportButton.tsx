import { useEffect, useRef, useState } from 'react';
import { phone } from '../../shared/phone';
import { Unreachable } from '../../shared/problem';
import { saveFile } from '../../shared/save';
import type { Patient } from '../patients/PatientsPane';
import { ask, askRaw } from '../session/ask';
import { Dialog } from '../shell/Dialog';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { People } from './People';

/** Downloads everything of one number as a ZIP, and shows how much has come. Whose number is shared is warned of first. */
export function ExportButton({ conversation, number, exported }: {
  conversation: string;
  number: string | null;
  exported: () => void;
}) {
  const [sharing, setSharing] = useState<Patient[] | null>(null);
  const [come, setCome] = useState(0);
  const { busy, problem, run } = useAction();
  const life = useRef<AbortController | null>(null);
  useEffect(() => () => life.current?.abort(), []);

  const take = async (isWarned: boolean) => {
    setSharing(null);
    const mine = (life.current = new AbortController());
    setCome(0);
    let isKept = false;
    await run(async () => {
      try {
        if (!isWarned) {
          const people = (await ask<{ items: Patient[] }>(`conversations/${conversation}/patients`, { signal: mine.signal })).items;
          if (people.length > 1) return setSharing(people);
        }
        const response = await askRaw(`conversations/${conversation}/export`, { signal: mine.signal });
        saveFile(await wholeOf(response, setCome), `record-${conversation.slice(0, 8)}.zip`);
        isKept = true;
      } catch (error) {
        if (!mine.signal.aborted) throw error;
      }
    });
    if (isKept) exported();
  };

  return (
    <>
      <button type="button" disabled={busy} onClick={() => void take(false)}>Download the record</button>
      {busy && (
        <span className="export" role="group" aria-label="Download">
          <span>{come === 0 ? 'Putting the record together …' : `${(come / 1_000_000).toFixed(1)} MB so far …`}</span>
          <progress aria-label="Downloading the record" />
          <button type="button" className="small" onClick={() => life.current?.abort()}>Stop</button>
        </span>
      )}
      <Wrong problem={problem} />
      {sharing && (
        <Dialog title={`Download the record of ${phone(number) || 'this number'}?`} onClose={() => setSharing(null)}>
          <People people={sharing} />
          <p>
            The copy holds their texts, forms and dates of birth, and the staff’s notes. <strong>Do not give it to one of them as it
            is</strong>: it tells about the others.
          </p>
          <div className="buttons">
            <button type="button" className="primary" onClick={() => void take(true)}>Download all the same</button>
            <button type="button" data-first onClick={() => setSharing(null)}>Cancel</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

// A file that was cut off would look like a record: it is given only when it came to its end.
async function wholeOf(response: Response, told: (bytes: number) => void): Promise<Blob> {
  if (!response.body) return response.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts, { type: 'application/zip' });
      parts.push(value);
      told((bytes += value.length));
    }
  } catch {
    throw new Unreachable('The file was cut off.');
  }
}
