import { store, type Store } from '../../shared/store';
import { forgetAtSignOut } from '../session/wipe';
import type { Trouble } from '../shell/trouble';

/** What is being written in one conversation. In memory only: a browser's storage would keep it on the disk. */
export interface Draft {
  mode: 'text' | 'note';
  text: string;
  note: string;
  /** Set while something is on its way; `tries` counts the ones that got no answer. */
  sending: { what: string; tries: number; stop: () => void } | null;
  /** The last send that nobody answered: sent again unchanged, it carries the same key. */
  open: { print: string; key: string } | null;
  /** Why these words were refused; stays beside them for whoever has gone on meanwhile. */
  refused: ({ text: string } & Trouble) | null;
}

const empty: Draft = { mode: 'text', text: '', note: '', sending: null, open: null, refused: null };
const drafts = new Map<string, Store<Draft>>();

forgetAtSignOut(() => {
  for (const draft of drafts.values()) {
    draft.get().sending?.stop();
    draft.set(empty);
  }
  drafts.clear();
});

export function draftOf(conversation: string): Store<Draft> {
  let draft = drafts.get(conversation);
  if (!draft) drafts.set(conversation, (draft = store(empty)));
  return draft;
}

export function change(draft: Store<Draft>, part: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...part });
}
