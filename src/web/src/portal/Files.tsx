import { useId, useRef } from 'react';
import { Problem } from '../shared/problem';
import { type Store, useStore } from '../shared/store';
import { sendFile } from './api';
import { type End, endOf, sayingOf } from './failure';
import type { Words } from './words';

const most = 10 * 1024 * 1024;
const accepted = ['image/jpeg', 'image/png', 'image/heic', 'image/heif', 'application/pdf'];
const byName = /\.(jpe?g|png|hei[cf]|pdf)$/i;

export interface Upload {
  key: string;
  file: File;
  share: number;
  state: 'sending' | 'sent' | 'failed' | 'refused';
  says: string;
}

interface Props {
  words: Words;
  /** They go on, and fail, whatever else the page shows meanwhile. */
  uploads: Store<readonly Upload[]>;
  onSent(): void;
  onEnd(end: End, error: unknown): void;
}

/** Photos and PDFs on their way up. What is checked here spares a wait; the server decides by the content. */
export function Files({ words, uploads, onSent, onEnd }: Props) {
  const all = useStore(uploads);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const change = (key: string, part: Partial<Upload>) =>
    uploads.set(uploads.get().map((one) => (one.key === key ? { ...one, ...part } : one)));

  function complaintOf(file: File): string {
    // Some phones name no type for HEIC.
    if (file.type ? !accepted.includes(file.type) : !byName.test(file.name)) return words.fileType;
    if (file.size > most) return words.fileTooLarge;
    return file.size === 0 ? words.fileEmpty : '';
  }

  async function send({ key, file }: Pick<Upload, 'key' | 'file'>) {
    change(key, { state: 'sending', share: 0, says: '' });
    try {
      // The same key at every try: a file that came through before its answer was lost is not there twice.
      await sendFile(file, key, (share) => change(key, { share }));
      change(key, { state: 'sent', share: 1 });
      onSent();
    } catch (error) {
      const refused = error instanceof Problem && [413, 415, 422].includes(error.status);
      const says = !refused ? sayingOf(error, words) : error.status === 413 ? words.fileTooLarge : words.fileType;
      change(key, { state: refused ? 'refused' : 'failed', says });
      const end = endOf(error);
      if (end) onEnd(end, error);
    }
  }

  function add(files: FileList | null) {
    for (const file of files ?? []) {
      const says = complaintOf(file);
      const one: Upload = { key: crypto.randomUUID(), file, share: 0, state: says ? 'refused' : 'sending', says };
      uploads.set([...uploads.get(), one]);
      if (!says) void send(one);
    }
    if (input.current) input.current.value = '';
  }

  return (
    <div className="files">
      <label className="plain pick" htmlFor={id}>{words.addPhoto}</label>
      <input
        id={id} ref={input} type="file" multiple accept={accepted.join(',')} className="visually-hidden"
        aria-describedby={`${id}-hint`} onChange={(event) => add(event.target.files)}
      />
      <p className="hint" id={`${id}-hint`}>{words.photoHint}</p>
      <ul aria-label={words.files} aria-live="polite" hidden={all.length === 0}>
        {all.map((one) => (
          <li key={one.key} className={one.state}>
            <span className="name">{one.file.name}</span>
            {one.state === 'sending' && (
              <progress max={1} value={one.share} aria-label={one.file.name}>
                {words.uploading(Math.round(one.share * 100))}
              </progress>
            )}
            {one.state === 'sent' && <span>{words.fileSent}</span>}
            {one.says && <span className="error">{one.says}</span>}
            {one.state === 'failed' && (
              <button type="button" className="plain" onClick={() => void send(one)}>{words.retry}</button>
            )}
            {one.state !== 'sending' && one.state !== 'sent' && (
              <button
                type="button" className="plain"
                onClick={() => uploads.set(all.filter((other) => other.key !== one.key))}
              >
                {words.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
