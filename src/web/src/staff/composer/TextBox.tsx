import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Store } from '../../shared/store';
import type { ClinicTime } from '../../shared/time';
import type { Conversation } from '../inbox/conversation';
import { Key } from '../shell/Key';
import { complain } from '../shell/notices';
import { CannedDialog } from './CannedDialog';
import { change, type Draft } from './drafts';
import { LaterDialog } from './LaterDialog';
import { Meter } from './Meter';
import { PatientDialog } from './PatientDialog';
import { Remark } from './Remark';
import { useCheck } from './useCheck';
import type { useSend } from './useSend';

export type TextDialog = 'canned' | 'later' | 'patient';

export function TextBox({ conversation, draft, store, box, sender, time, typed, dialog, setDialog, askForPatient }: {
  conversation: Conversation;
  draft: Draft;
  store: Store<Draft>;
  box: RefObject<HTMLTextAreaElement | null>;
  sender: ReturnType<typeof useSend>;
  time: ClinicTime;
  typed: () => void;
  dialog: TextDialog | null;
  setDialog: (dialog: TextDialog | null) => void;
  askForPatient: () => void;
}) {
  const text = draft.text;
  const { check, stale } = useCheck(text);
  const remarkId = useId();
  const wayOut = useRef<HTMLButtonElement>(null);
  const [field, setField] = useState<string | null>(null);
  const refused = draft.refused?.text === text ? draft.refused : null;
  const findings = refused?.findings.length ? refused.findings : stale || !check ? [] : check.findings;
  const blank = text.trim() === '';
  const busy = draft.sending !== null;
  const stopped = conversation.consent.withdrawn;

  const write = (next: string) => {
    change(store, { text: next });
    setField(null);
    typed();
  };
  const ready = (): boolean => {
    if (blank || busy || stopped) return false;
    const open = /\{(patient|clinic|me)\}/.exec(text)?.[0];
    if (open) setField(open);
    else if (findings.length > 0) wayOut.current?.focus();
    return !open && findings.length === 0;
  };
  const send = () => ready() && void sender.send(text, null);
  const behindLink = () => {
    if (blank || busy) return;
    const [only, second] = conversation.patients;
    if (only && !second) return void sender.behindLink(text, only.id);
    if (only) return setDialog('patient');
    complain('Say first who the patient is: the link asks for their date of birth.');
    askForPatient();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      box.current?.blur();
    }
  };

  return (
    <>
      <textarea
        ref={box} value={text} rows={3} readOnly={busy} maxLength={1600} aria-label="Text to the patient"
        aria-describedby={findings.length > 0 ? remarkId : undefined}
        placeholder={stopped ? 'The patient has stopped texts.' : 'Text to the patient'}
        onChange={(event) => write(event.target.value)} onKeyDown={press}
      />
      {field && <p className="inline wrong" role="alert">Fill in {field} first.</p>}
      {refused && refused.findings.length === 0 && (
        <p className="inline wrong" role="alert">
          {refused.title}
          {refused.code === 'birth-date-missing' && (
            <button type="button" className="link" onClick={askForPatient}>Enter the date of birth</button>
          )}
        </p>
      )}
      {findings.length > 0 && (
        <Remark id={remarkId} findings={findings} behindLink={behindLink} buttonRef={wayOut} />
      )}
      <div className="composer-foot">
        <Meter text={text} check={check} stale={stale} />
        <button type="button" aria-keyshortcuts="c" onClick={() => setDialog('canned')}>Canned <Key of="c" /></button>
        <button type="button" aria-keyshortcuts="s" disabled={blank || busy || stopped} onClick={() => ready() && setDialog('later')}>
          Later <Key of="s" />
        </button>
        <button type="button" disabled={blank || busy} onClick={behindLink}>Behind the link</button>
        <button
          type="button" className="primary" aria-keyshortcuts="Control+Enter"
          disabled={blank || busy || stopped} aria-disabled={findings.length > 0} onClick={send}
        >
          {busy ? `${draft.sending?.what} …` : 'Send'} <Key of="Ctrl ↵" />
        </button>
      </div>
      {dialog === 'canned' && (
        <CannedDialog
          conversation={conversation} close={() => setDialog(null)}
          choose={(words) => {
            setDialog(null);
            write(text.trim() ? `${text.trimEnd()} ${words}` : words);
            requestAnimationFrame(() => box.current?.focus());
          }}
        />
      )}
      {dialog === 'later' && (
        <LaterDialog
          time={time} close={() => setDialog(null)}
          choose={(at) => {
            setDialog(null);
            void sender.send(text, at);
          }}
        />
      )}
      {dialog === 'patient' && (
        <PatientDialog
          patients={conversation.patients} close={() => setDialog(null)}
          choose={(patient) => {
            setDialog(null);
            void sender.behindLink(text, patient);
          }}
        />
      )}
    </>
  );
}
