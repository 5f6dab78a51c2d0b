import { useState } from 'react';
import { post } from '../session/ask';
import { complain, notify } from '../shell/notices';
import { troubleOf } from '../shell/trouble';
import type { Message } from './message';

export function CancelButton({ conversation, message, refresh }: {
  conversation: string;
  message: Message;
  refresh: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await post(`conversations/${conversation}/messages/${message.id}/cancel`);
      notify('Called back. It will not go.');
    } catch (error) {
      complain(troubleOf(error).title);
    }
    setBusy(false);
    refresh();
  };
  return <button type="button" className="link" disabled={busy} onClick={() => void cancel()}>Do not send</button>;
}
