import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import type { Conversation } from '../inbox/conversation';
import { MessageView } from './MessageView';
import type { Message } from './message';

const nearEnd = 80;

/** Oldest first, with a line at each new day. Stays at the newest unless the reader has scrolled away. */
export function MessageList({ conversation, messages, hasOlder, older, time, refresh }: {
  conversation: Conversation;
  messages: readonly Message[];
  hasOlder: boolean;
  older: () => Promise<void>;
  time: ClinicTime;
  refresh: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const height = useRef(0);
  const [below, setBelow] = useState(false);
  const newest = messages[0]?.id;
  const oldest = messages.at(-1)?.id;
  const ordered = [...messages].reverse();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else setBelow(true);
  }, [newest]);

  useLayoutEffect(() => {
    // Older messages above must not push away what is being read.
    const element = box.current;
    if (element && !atEnd.current) element.scrollTop += element.scrollHeight - height.current;
    if (element) height.current = element.scrollHeight;
  }, [oldest]);

  useEffect(() => {
    // Pictures load and the composer grows; the newest message stays in sight.
    const element = box.current;
    if (!element) return;
    const stay = () => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    };
    const sizes = new ResizeObserver(stay);
    sizes.observe(element);
    if (element.lastElementChild) sizes.observe(element.lastElementChild);
    return () => sizes.disconnect();
  }, []);

  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    height.current = element.scrollHeight;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (atEnd.current) setBelow(false);
  };
  const toEnd = () => {
    atEnd.current = true;
    setBelow(false);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  return (
    <div className="messages-frame">
      <div className="messages" ref={box} onScroll={scrolled} tabIndex={0} role="region" aria-label="Messages">
        {hasOlder && <button type="button" className="more" onClick={() => void older()}>Show earlier messages</button>}
        <ol>
          {ordered.map((message, index) => {
            const before = ordered[index - 1];
            const newDay = !before || time.key(before.at) !== time.key(message.at);
            return (
              <Fragment key={message.id}>
                {newDay && <li className="day"><span>{time.day(message.at)}</span></li>}
                <MessageView message={message} conversation={conversation} time={time} refresh={refresh} />
              </Fragment>
            );
          })}
        </ol>
      </div>
      {below && <button type="button" className="to-end" onClick={toEnd}>New below ↓</button>}
    </div>
  );
}
