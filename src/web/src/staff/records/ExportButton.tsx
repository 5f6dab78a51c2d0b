import { useEffect, useRef, useState } from 'react';
import { saveFile } from '../../shared/save';
import { Unreachable } from '../../shared/problem';
import { askRaw } from '../session/ask';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';

/** Downloads everything of one number as a ZIP, and shows how much has come. */
export function ExportButton({ conversation, exported }: { conversation: string; exported: () => void }) {
  const [come, setCome] = useState(0);
  const { busy, problem, run } = useAction();
  const life = useRef<AbortController | null>(null);
  useEffect(() => () => life.current?.abort(), []);

  const take = async () => {
    const mine = (life.current = new AbortController());
    setCome(0);
    let stopped = false;
    const ok = await run(async () => {
      try {
        const response = await askRaw(`conversations/${conversation}/export`, { signal: mine.signal });
        saveFile(await wholeOf(response, setCome), `record-${conversation.slice(0, 8)}.zip`);
      } catch (error) {
        if (!mine.signal.aborted) throw error;
        stopped = true;
      }
    });
    if (ok && !stopped) exported();
  };

  return (
    <>
      <button type="button" disabled={busy} onClick={() => void take()}>Download the record</button>
      {busy && (
        <span className="export" role="group" aria-label="Download">
          <span>{come === 0 ? 'Putting the record together …' : `${(come / 1_000_000).toFixed(1)} MB so far …`}</span>
          <progress aria-label="Downloading the record" />
          <button type="button" className="small" onClick={() => life.current?.abort()}>Stop</button>
        </span>
      )}
      <Wrong problem={problem} />
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
