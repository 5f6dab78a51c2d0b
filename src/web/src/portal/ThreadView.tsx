import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Language } from '../shared/form';
import { phone } from '../shared/phone';
import { saveFile } from '../shared/save';
import { useHere } from '../shared/useHere';
import { type FileItem, type Thread, type ThreadItem, readFile, sendText } from './api';
import type { Begun } from './begun';
import { telOf } from './Ends';
import { type End, endOf, sayingOf } from './failure';
import { Files } from './Files';
import type { Words } from './words';

const most = 2000;

interface Props {
  words: Words;
  language: Language;
  thread: Thread;
  begun: Begun;
  onRefresh(): Promise<void>;
  onForm(): Promise<void>;
  onEnd(end: End, error: unknown): void;
}

export function ThreadView({ words, language, thread, begun, onRefresh, onForm, onEnd }: Props) {
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
  const items = [...thread.items].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
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
      <Composer words={words} begun={begun} onSent={refresh} onEnd={onEnd} />
      <p className="hint">
        {words.emergency} <a href={telOf(thread.callNumber)}>{words.callClinic(phone(thread.callNumber))}</a>
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const here = useHere();
  const picture = file.type === 'image/jpeg' || file.type === 'image/png';
  useEffect(() => () => {
    if (address) URL.revokeObjectURL(address);
  }, [address]);

  async function fetchIt() {
    if (busy) return;
    setBusy(true);
    setError('');
    try {
      const content = await readFile(file.id);
      if (!here()) return; // nothing is saved after somebody has signed out
      if (picture) setAddress(URL.createObjectURL(content));
      else saveFile(content, file.name ?? words.aFile);
    } catch (problem) {
      const end = endOf(problem);
      if (end) onEnd(end, problem);
      else setError(sayingOf(problem, words));
    } finally {
      setBusy(false);
    }
  }

  if (address) return <img src={address} alt={words.photoFrom(who)} ref={focus} tabIndex={-1} />;
  return (
    <p className="attachment">
      <span className="name">{file.name ?? words.aFile}</span>
      <button className="plain" aria-disabled={busy} onClick={() => void fetchIt()}>
        {busy ? words.loading : picture ? words.showPhoto : words.saveFile}
      </button>
      <span className="error" role="alert">{error}</span>
    </p>
  );
}

// The picture stands where the button was that asked for it.
const focus = (element: HTMLElement | null): void => element?.focus();

interface ComposerProps {
  words: Words;
  begun: Begun;
  onSent(): Promise<void>;
  onEnd(end: End, error: unknown): void;
}

function Composer({ words, begun, onSent, onEnd }: ComposerProps) {
  const [text, setText] = useState(begun.text);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [note, setNote] = useState('');
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setNote('');
    if (!text.trim()) return setError(words.writeSomething);
    if (text.length > most) return setError(words.tooLong(most));
    setBusy(true);
    setError('');
    try {
      await sendText(text, begun.texts.keyOf(text));
      begun.texts.done();
      setText('');
      begun.text = '';
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
          begun.text = event.target.value;
          setError('');
        }}
      />
      <p className="error" id={`${id}-error`} role="alert">{error}</p>
      <p className="note" role="status">{note}</p>
      <button className="main" disabled={busy}>{busy ? words.sending : words.send}</button>
      <Files words={words} uploads={begun.uploads} onSent={() => void onSent()} onEnd={onEnd} />
    </form>
  );
}
