import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Language } from '../shared/form';
import { type FileItem, type Thread, type ThreadItem, readFile, sendText } from './api';
import { shown, telOf } from './Ends';
import { type End, endOf, sayingOf } from './failure';
import { Files } from './Files';
import type { Words } from './words';

const most = 2000;

interface Props {
  words: Words;
  language: Language;
  thread: Thread;
  /** What was begun; outlives this view. */
  kept: { text: string };
  onRefresh(): Promise<void>;
  onForm(): Promise<void>;
  onEnd(end: End, error: unknown): void;
}

export function ThreadView({ words, language, thread, kept, onRefresh, onForm, onEnd }: Props) {
  const [error, setError] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // A lost answer leaves what is on the screen, and what was typed.
  async function run(work: () => Promise<void>) {
    setError('');
    try {
      await work();
    } catch (problem) {
      const end = endOf(problem);
      if (end) onEnd(end, problem);
      else setError(sayingOf(problem, words));
    }
  }
  const refresh = () => run(onRefresh);
  const items = [...thread.items].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>{words.messages}</h1>
      <p className="hint">{words.for(thread.patient.displayName)}</p>
      {thread.form && (
        <button className="main" onClick={() => void run(onForm)}>{words.fillIn(thread.form)}</button>
      )}
      {items.length === 0 && <p>{words.noMessages}</p>}
      <ol className="thread" aria-label={words.messages}>
        {items.map((item) => (
          <Bubble key={item.id} words={words} language={language} clinic={thread.clinic} item={item} onEnd={onEnd} />
        ))}
      </ol>
      <button className="plain" onClick={() => void refresh()}>{words.refresh}</button>
      <p className="error" role="alert">{error}</p>
      <Composer words={words} kept={kept} onSent={refresh} onEnd={onEnd} />
      <p className="hint">
        {words.emergency} <a href={telOf(thread.callNumber)}>{words.callClinic(shown(thread.callNumber))}</a>
      </p>
    </>
  );
}

interface BubbleProps {
  words: Words;
  language: Language;
  clinic: string;
  item: ThreadItem;
  onEnd(end: End, error: unknown): void;
}

function Bubble({ words, language, clinic, item, onEnd }: BubbleProps) {
  const who = item.mine ? words.you : clinic;
  const at = new Date(item.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={item.mine ? 'mine' : 'theirs'}>
      <span className="meta">{who}, <time dateTime={item.at}>{at}</time></span>
      {item.form && <p className="form-title">{words.filledIn(item.form.title)}</p>}
      {item.text && <p className="text">{item.text}</p>}
      {item.attachments.map((file) => (
        <Attachment key={file.id} words={words} who={who} file={file} onEnd={onEnd} />
      ))}
    </li>
  );
}

interface AttachmentProps {
  words: Words;
  who: string;
  file: FileItem;
  onEnd(end: End, error: unknown): void;
}

/** A file is fetched only when it is asked for: the line may be slow, and each look is written down. */
function Attachment({ words, who, file, onEnd }: AttachmentProps) {
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState('');
  const picture = file.type === 'image/jpeg' || file.type === 'image/png';
  useEffect(() => () => {
    if (address) URL.revokeObjectURL(address);
  }, [address]);

  async function fetchIt() {
    setError('');
    try {
      const made = URL.createObjectURL(await readFile(file.id));
      if (picture) return setAddress(made);
      const link = document.createElement('a');
      link.href = made;
      link.download = file.name ?? words.aFile;
      link.click();
      setTimeout(() => URL.revokeObjectURL(made), 60_000);
    } catch (problem) {
      const end = endOf(problem);
      if (end) onEnd(end, problem);
      else setError(sayingOf(problem, words));
    }
  }

  if (address) return <img src={address} alt={words.photoFrom(who)} />;
  return (
    <p className="attachment">
      <span className="name">{file.name ?? words.aFile}</span>
      <button className="plain" onClick={() => void fetchIt()}>{picture ? words.showPhoto : words.saveFile}</button>
      <span className="error" role="alert">{error}</span>
    </p>
  );
}

interface ComposerProps {
  words: Words;
  kept: { text: string };
  onSent(): Promise<void>;
  onEnd(end: End, error: unknown): void;
}

function Composer({ words, kept, onSent, onEnd }: ComposerProps) {
  const [text, setText] = useState(kept.text);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [note, setNote] = useState('');
  const key = useRef(crypto.randomUUID());
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setNote('');
    if (!text.trim()) return setError(words.writeSomething);
    if (text.length > most) return setError(words.tooLong(most));
    setBusy(true);
    setError('');
    try {
      await sendText(text, key.current);
      // A key of its own for the next text; until then every try is the same text.
      key.current = crypto.randomUUID();
      setText('');
      kept.text = '';
      setNote(words.sent);
      await onSent();
    } catch (problem) {
      const end = endOf(problem);
      if (end) onEnd(end, problem);
      else setError(sayingOf(problem, words));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="composer" onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor={id}>{words.yourMessage}</label>
      <textarea
        id={id} rows={3} value={text} readOnly={busy} aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
        onChange={(event) => {
          setText(event.target.value);
          kept.text = event.target.value;
          // Another text is not the one that was tried before.
          if (error) key.current = crypto.randomUUID();
          setError('');
        }}
      />
      <p className="error" id={`${id}-error`} role="alert">{error}</p>
      <p className="note" role="status">{note}</p>
      <button className="main" disabled={busy}>{busy ? words.sending : words.send}</button>
      <Files words={words} onSent={() => void onSent()} onEnd={onEnd} />
    </form>
  );
}
