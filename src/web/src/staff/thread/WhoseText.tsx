import { useState } from 'react';
import type { Conversation } from '../inbox/conversation';
import { post } from '../session/ask';
import { complain } from '../shell/notices';
import { troubleOf } from '../shell/trouble';
import type { Message } from './message';

/** On a shared number a person says whose text it is. */
export function WhoseText({ message, conversation, refresh }: {
  message: Message;
  conversation: Conversation;
  refresh: () => void;
}) {
  const [changing, setChanging] = useState(false);
  if (conversation.patients.length < 2 || message.author.startsWith('patient:')) return null;
  const owner = conversation.patients.find((one) => one.id === message.patientId);

  const name = async (patientId: string | null) => {
    try {
      await post(`conversations/${conversation.id}/messages/${message.id}/patient`, { patientId });
      setChanging(false);
      refresh();
    } catch (error) {
      complain(troubleOf(error).title);
    }
  };

  if (owner && !changing) {
    return (
      <p className="whose">
        <button type="button" className="link" onClick={() => setChanging(true)}>{owner.displayName}’s text: change</button>
      </p>
    );
  }
  return (
    <p className="whose" role="group" aria-label="Whose text is this?">
      <span>Whose text is this?</span>
      {conversation.patients.map((one) => (
        <button key={one.id} type="button" className="small" onClick={() => void name(one.id)}>{one.displayName}</button>
      ))}
      {owner && <button type="button" className="small" onClick={() => void name(null)}>Not known</button>}
    </p>
  );
}
