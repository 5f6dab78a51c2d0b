import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from '../../shared/store';
import type { ClinicTime } from '../../shared/time';
import type { Conversation } from '../inbox/conversation';
import { change, draftOf } from './drafts';
import { NoteBox } from './NoteBox';
import { TextBox, type TextDialog } from './TextBox';
import { useSend } from './useSend';

export interface ComposerHandle {
  write(mode: 'text' | 'note'): void;
  canned(): void;
  later(): void;
}

export function Composer({ ref, conversation, newest, time, typed, refresh, askForPatient }: {
  ref: Ref<ComposerHandle>;
  conversation: Conversation;
  newest: string | undefined;
  time: ClinicTime;
  typed: () => void;
  refresh: () => void;
  askForPatient: () => void;
}) {
  const store = draftOf(conversation.id);
  const draft = useStore(store);
  const box = useRef<HTMLTextAreaElement>(null);
  const [dialog, setDialog] = useState<TextDialog | null>(null);
  const sender = useSend(conversation, store, newest, time, refresh);

  const mode = (next: 'text' | 'note') => {
    // At once: what is typed right after the key must not be read as keys.
    flushSync(() => change(store, { mode: next }));
    box.current?.focus();
  };
  useImperativeHandle(ref, () => ({
    write: mode,
    canned: () => { change(store, { mode: 'text' }); setDialog('canned'); },
    later: () => { change(store, { mode: 'text' }); if (store.get().text.trim()) setDialog('later'); else mode('text'); },
  }));

  const tab = (name: 'text' | 'note', words: string, key: string) => (
    <button
      type="button" aria-pressed={draft.mode === name} aria-keyshortcuts={key} className="tab" onClick={() => mode(name)}
    >
      {words} <kbd aria-hidden="true">{key}</kbd>
    </button>
  );

  return (
    <section className={`composer ${draft.mode}`} aria-label="Write">
      <div className="tabs">{tab('text', 'Text to the patient', 'r')}{tab('note', 'Note', 'n')}</div>
      {draft.mode === 'text'
        ? (
          <TextBox
            conversation={conversation} draft={draft} store={store} box={box} sender={sender} time={time}
            typed={typed} dialog={dialog} setDialog={setDialog} askForPatient={askForPatient}
          />
        )
        : <NoteBox draft={draft} store={store} box={box} save={sender.note} typed={typed} />}
      {draft.sending && draft.sending.tries > 0 && (
        <p className="inline warn" role="alert">
          No answer yet, trying again. It will not go twice.
          <button type="button" className="link" onClick={draft.sending.stop}>Stop trying</button>
        </p>
      )}
    </section>
  );
}
