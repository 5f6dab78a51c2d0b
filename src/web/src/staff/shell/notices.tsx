import { useEffect, useState } from 'react';
import { store, useStore } from '../../shared/store';
import { forgetAtSignOut } from '../session/wipe';

interface Notice {
  id: number;
  words: string;
  wrong: boolean;
  undo: (() => void) | null;
}

const notices = store<readonly Notice[]>([]);
const spoken = store('');
let count = 0;

/** A short line at the foot of the page that goes by itself; with a way back when there is one. */
export function notify(words: string, undo: (() => void) | null = null, wrong = false): void {
  const notice = { id: ++count, words, wrong, undo };
  // A newer word settles an older complaint.
  notices.set([...notices.get().filter((one) => !one.wrong).slice(-1), notice]);
}

export const complain = (words: string): void => notify(words, null, true);

/** Says something to a screen reader only. */
export function say(words: string): void {
  spoken.set(spoken.get() === words ? `${words}\u00a0` : words);
}

forgetAtSignOut(() => {
  notices.set([]);
  spoken.set('');
});

const dismiss = (id: number) => notices.set(notices.get().filter((notice) => notice.id !== id));

export function Notices() {
  const shown = useStore(notices);
  return (
    <>
      <div className="visually-hidden" role="status">{useStore(spoken)}</div>
      <section className="notices" aria-label="Notices">
        <div role="status">{shown.filter((n) => !n.wrong).map((n) => <Line key={n.id} notice={n} />)}</div>
        <div role="alert">{shown.filter((n) => n.wrong).map((n) => <Line key={n.id} notice={n} />)}</div>
      </section>
    </>
  );
}

function Line({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(notice.id), notice.undo || notice.wrong ? 10_000 : 4_000);
    return () => clearTimeout(timer);
  }, [notice, held]);
  return (
    <p
      className={notice.wrong ? 'notice wrong' : 'notice'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notice.words}
      {notice.undo && (
        <button type="button" className="link" onClick={() => { notice.undo?.(); dismiss(notice.id); }}>Undo</button>
      )}
      <button type="button" className="link" aria-label="Dismiss" onClick={() => dismiss(notice.id)}>×</button>
    </p>
  );
}
