import { Problem } from '../../shared/problem';
import type { Store } from '../../shared/store';
import type { ClinicTime } from '../../shared/time';
import { useHere } from '../../shared/useHere';
import type { Conversation } from '../inbox/conversation';
import { post } from '../session/ask';
import { complain, notify } from '../shell/notices';
import { troubleOf } from '../shell/trouble';
import { deliver, Uncertain } from './deliver';
import { change, type Draft } from './drafts';

interface Accepted {
  id: string;
  status: string;
  deferredUntil: string | null;
}

/** The three ways out of the composer, each with its errors in words. */
export function useSend(
  conversation: Conversation, draft: Store<Draft>, newest: string | undefined, time: ClinicTime, refresh: () => void,
) {
  const here = useHere();

  const run = async (text: string, action: () => Promise<void>) => {
    if (draft.get().sending) return; // a second click
    change(draft, { refused: null });
    try {
      await action();
    } catch (error) {
      if (error instanceof Problem && error.status !== 401) {
        change(draft, { refused: { text, ...troubleOf(error) } });
        if (!here()) complain(`What you wrote in the conversation before was not sent, and waits there. ${error.title}`);
      } else if (error instanceof Uncertain)
        complain('It may have gone. Look at the thread before you write it again.');
      else if (!(error instanceof Problem)) complain('Something went wrong on this page. Look at the thread.');
    }
    refresh();
  };

  const base = `conversations/${conversation.id}`;
  const clear = (text: string) => {
    if (draft.get().text === text) change(draft, { text: '' });
  };
  const callBack = async (id: string, text: string) => {
    try {
      await post(`${base}/messages/${id}/cancel`);
      const free = draft.get().text === '';
      if (free) change(draft, { text, mode: 'text' });
      notify(free ? 'Called back. The words are in the composer again.' : 'Called back. It was not sent.');
    } catch (error) {
      complain(error instanceof Problem ? error.title : 'That did not reach the server. Use “Do not send” in the thread.');
    }
    refresh();
  };

  const send = (text: string, sendAt: Date | null) => run(text, async () => {
    const body = { text, ...(sendAt ? { sendAt: sendAt.toISOString() } : {}) };
    const accepted = await deliver<Accepted>(draft, 'Sending', `${base}/messages`, body, newest);
    clear(text);
    if (sendAt)
      notify(`Goes ${time.full(accepted.deferredUntil ?? sendAt.toISOString())}.`, () => void callBack(accepted.id, text));
    else if (accepted.status === 'suppressed') complain('It was not sent. The thread says why.');
  });

  const behindLink = (text: string, patientId: string) => run(text, async () => {
    await deliver(draft, 'Sending the link', `${base}/secure-messages`, { patientId, text }, newest);
    clear(text);
    notify('The words wait behind the link; the link goes by SMS.');
  });

  const note = (text: string, mentions: string[]) => run(text, async () => {
    await deliver(draft, 'Saving the note', `${base}/notes`, { text, mentions });
    if (draft.get().note === text) change(draft, { note: '' });
  });

  return { send, behindLink, note };
}
