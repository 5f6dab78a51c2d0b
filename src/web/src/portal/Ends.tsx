import { useEffect, useRef } from 'react';
import { phone } from '../shared/phone';
import type { End } from './failure';
import type { Words } from './words';

export const telOf = (number: string) => `tel:${number.replace(/[^\d+]/g, '')}`;

interface Props {
  words: Words;
  end: End | 'no-link';
  callNumber: string | null;
  /** Starts anew with the link that this page was opened with; null when it was not. */
  onAgain: (() => void) | null;
  /** Asks the server once more to end the session. */
  onLeave(): void;
}

export function EndScreen({ words, end, callNumber, onAgain, onLeave }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [end]);
  const [title, text] = {
    'locked': [words.lockedTitle, words.locked],
    'not-valid': [words.notValidTitle, words.notValid],
    'code-not-sent': [words.codeNotSentTitle, words.codeNotSent],
    'closed': [words.closedTitle, words.closed],
    'unsure': [words.unsureTitle, words.unsure],
    'no-link': [words.noLinkTitle, words.noLink],
  }[end];
  return (
    <div className="card">
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      <p>{text}</p>
      {end === 'closed' && (onAgain
        ? <button className="main" onClick={onAgain}>{words.again}</button>
        : <p>{words.openLinkAgain}</p>)}
      {end === 'unsure' && <button className="main" onClick={onLeave}>{words.retry}</button>}
      {callNumber && end !== 'closed' && end !== 'unsure' && (
        <a className="main" href={telOf(callNumber)}>{words.callClinic(phone(callNumber))}</a>
      )}
    </div>
  );
}
