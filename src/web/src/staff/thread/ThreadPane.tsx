import { useEffect, useRef, useState } from 'react';
import { Problem, isRefusal } from '../../shared/problem';
import type { ClinicTime } from '../../shared/time';
import { Composer, type ComposerHandle } from '../composer/Composer';
import { EmergencyButton } from '../emergency/EmergencyButton';
import type { Known } from '../inbox/conversation';
import { PatientsPane } from '../patients/PatientsPane';
import { post } from '../session/ask';
import { isByEmergency, useMe } from '../session/me';
import { whenSomebodyIsHere } from '../session/presence';
import { useKeys } from '../shell/keys';
import type { Changes } from '../shell/useChanges';
import { Banners } from './Banners';
import { MessageList } from './MessageList';
import { ThreadHeader } from './ThreadHeader';
import { useArrivals } from './useArrivals';
import { usePresence } from './usePresence';
import { useThread } from './useThread';

export function ThreadPane({ id, item, changes, refused, time, back }: {
  id: string;
  item: Known | undefined;
  changes: Changes | null;
  refused: Problem | null;
  time: ClinicTime;
  back: () => void;
}) {
  const news = changes?.thread;
  const { conversation, messages, hasOlder, problem, load, older } =
    useThread(id, news?.tag, news?.statuses, item, changes?.inbox);
  const isGuest = isByEmergency(useMe(), id);
  const [side, setSide] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const typed = usePresence(id);
  useArrivals(messages);

  // What was shown to somebody at the page has been read; also what came while they were away, once they are back.
  const newest = messages?.find((one) => one.direction === 'in')?.id;
  const loaded = messages !== null;
  const unread = (conversation?.unread ?? 0) > 0;
  useEffect(() => {
    // Somebody looked by emergency: whose conversation it is still has to read it.
    if (!loaded || isGuest) return;
    let timer: ReturnType<typeof setTimeout>;
    const tell = () => void post(`conversations/${id}/read`, newest ? { seen: newest } : {}, { background: true }).catch(
      (error: unknown) => {
        if (!isRefusal(error)) timer = setTimeout(tell, 5000);
      },
    );
    const off = whenSomebodyIsHere(tell);
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [id, newest, loaded, unread, isGuest]);

  useEffect(() => {
    if (loaded && !document.activeElement?.closest('textarea, input')) title.current?.focus({ preventScroll: true });
  }, [loaded]);

  useKeys({
    r: () => composer.current?.write('text'),
    n: () => composer.current?.write('note'),
    c: () => composer.current?.canned(),
    s: () => composer.current?.later(),
    p: () => setSide((shown) => !shown),
  });

  const closed = refused ?? (isRefusal(problem) ? problem : null);
  if (!conversation || !messages || closed) {
    return problem || closed
      ? (
        <div className="empty" role="alert">
          <p>{closed?.title ?? (problem instanceof Problem ? problem.title : 'The conversation could not be loaded.')}</p>
          <div className="buttons">
            {!closed && <button type="button" onClick={() => void load(false)}>Try again</button>}
            <button type="button" onClick={back}>Back to the list</button>
            {closed?.code === 'not-yours' && <EmergencyButton conversation={id} />}
          </div>
        </div>
      )
      : <p className="empty" role="status">Loading …</p>;
  }

  const refresh = () => void load(true);
  return (
    <div className={side ? 'thread-body with-side' : 'thread-body'}>
      <div className="thread-main">
        <ThreadHeader
          ref={title}
          conversation={conversation}
          present={changes?.present ?? []}
          newest={newest}
          side={side}
          toggleSide={() => setSide(!side)}
          refresh={refresh}
          back={back}
        />
        <Banners conversation={conversation} refresh={refresh} />
        <MessageList
          conversation={conversation}
          messages={messages}
          hasOlder={hasOlder}
          older={older}
          time={time}
          refresh={refresh}
        />
        <Composer
          ref={composer}
          conversation={conversation}
          newest={(messages.find((one) => one.direction === 'in') ?? messages.find((one) => !one.deferredUntil))?.id}
          time={time}
          typed={typed}
          refresh={refresh}
          askForPatient={() => setSide(true)}
        />
      </div>
      {side && (
        <PatientsPane conversation={conversation} newest={newest} time={time} refresh={refresh} close={() => setSide(false)} />
      )}
    </div>
  );
}
