import type { ClinicTime } from '../../shared/time';
import type { Conversation } from '../inbox/conversation';
import { useNameOf } from '../session/useStaff';
import { Attachments } from './Attachments';
import { CancelButton } from './CancelButton';
import { deliveryOf, waitsForLater } from './delivery';
import { FormAnswers } from './FormAnswers';
import type { Message } from './message';
import { WhoseText } from './WhoseText';

export function MessageView({ message, conversation, time, refresh }: {
  message: Message;
  conversation: Conversation;
  time: ClinicTime;
  refresh: () => void;
}) {
  const nameOf = useNameOf();
  const delivery = deliveryOf(message, time);
  const isNote = message.direction === 'note';
  const kind = message.damaged ? 'damaged' : isNote ? 'note' : message.direction;
  return (
    <li className={`message ${kind}${message.status === 'suppressed' || message.status === 'failed' ? ' unsent' : ''}`}>
      <div className="bubble">
        {isNote && <p className="label">Note · only staff see this</p>}
        {message.channel === 'portal' && !isNote && <p className="label">Behind the secure link</p>}
        <Words message={message} />
        {message.form && <FormAnswers form={message.form} />}
        <Attachments conversation={conversation.id} items={message.attachments} />
        {isNote && message.mentions.length > 0 && (
          <p className="label">For {message.mentions.map(nameOf).join(', ')}</p>
        )}
      </div>
      <p className="meta">
        <span>{authorOf(message, conversation, nameOf)}</span>
        <time dateTime={message.at}>{time.clock(message.at)}</time>
        {delivery && <span className={`state ${delivery.tone}`}>{delivery.words}</span>}
        {delivery?.reason && <span className={delivery.tone}>{delivery.reason}</span>}
        {waitsForLater(message) && (
          <CancelButton conversation={conversation.id} message={message} refresh={refresh} />
        )}
      </p>
      {message.direction === 'in' && <WhoseText message={message} conversation={conversation} refresh={refresh} />}
    </li>
  );
}

function Words({ message }: { message: Message }) {
  if (message.damaged) return <p className="words">A message stood here. Its record was changed and cannot be opened.</p>;
  if (message.hidden) return <p className="words quiet">One-time code for the secure link (not shown)</p>;
  return message.text ? <p className="words">{message.text}</p> : null;
}

function authorOf(message: Message, conversation: Conversation, nameOf: (id: string) => string): string {
  if (message.direction === 'in') {
    // No guess: an old text may be of somebody who has left the number.
    return conversation.patients.find((one) => one.id === message.patientId)?.displayName ?? 'Patient';
  }
  if (message.author === 'system') return 'Automatic';
  const id = message.author.replace(/^staff:/, '');
  const name = nameOf(id);
  return name === 'you' ? 'You' : message.authorName ?? name;
}
