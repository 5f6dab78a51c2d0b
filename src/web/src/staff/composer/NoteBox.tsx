import { useId, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Store } from '../../shared/store';
import { useStaff } from '../session/useStaff';
import { Key } from '../shell/Key';
import { change, type Draft } from './drafts';
import { insertMention, mentionAt, mentionsIn } from './mentions';

export function NoteBox({ draft, store, box, save, typed }: {
  draft: Draft;
  store: Store<Draft>;
  box: RefObject<HTMLTextAreaElement | null>;
  save: (text: string, mentions: string[]) => Promise<void>;
  typed: () => void;
}) {
  const staff = useStaff().filter((one) => one.active);
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState(0);
  const [closed, setClosed] = useState(false);
  const id = useId();
  const note = draft.note;
  const refused = draft.refused?.text === note ? draft.refused.title : null;
  const asked = closed ? null : mentionAt(note, caret);
  const found = asked === null ? [] : staff.filter((one) => one.displayName.toLowerCase().includes(asked)).slice(0, 6);
  const active = found[Math.min(marked, found.length - 1)];
  const blank = note.trim() === '';
  const busy = draft.sending !== null;
  const submit = () => void (blank || busy || save(note, mentionsIn(note, staff)));

  const pick = (name: string) => {
    const next = insertMention(note, caret, name);
    change(store, { note: next.text });
    setCaret(next.caret);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    else if (active && step) setMarked((marked + step + found.length) % found.length);
    else if (active && (event.key === 'Enter' || event.key === 'Tab')) pick(active.displayName);
    else if (event.key === 'Escape' && active) setClosed(true);
    else if (event.key === 'Escape') box.current?.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <div className="mention-frame">
        <textarea
          ref={box} value={note} rows={3} readOnly={busy} maxLength={4000} aria-label="Note for staff"
          placeholder="Only staff see this. @ names a colleague."
          aria-autocomplete="list" aria-controls={active ? id : undefined}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          onChange={(event) => {
            change(store, { note: event.target.value });
            setCaret(event.target.selectionStart);
            setMarked(0);
            setClosed(false);
            typed();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={press}
        />
        {active && (
          <ul className="mention-list" id={id} role="listbox" aria-label="Colleagues">
            {found.map((one) => (
              <li
                key={one.id} id={`${id}-${one.id}`} role="option" aria-selected={one === active}
                onPointerDown={(event) => {
                  event.preventDefault();
                  pick(one.displayName);
                }}
              >
                {one.displayName}
              </li>
            ))}
          </ul>
        )}
      </div>
      {refused && <p className="inline wrong" role="alert">{refused}</p>}
      <div className="composer-foot">
        <p className="meter">Notes never leave the clinic.</p>
        <button type="button" className="primary" disabled={blank || busy} aria-keyshortcuts="Control+Enter" onClick={submit}>
          {busy ? 'Saving …' : 'Save note'} <Key of="Ctrl ↵" />
        </button>
      </div>
    </>
  );
}
