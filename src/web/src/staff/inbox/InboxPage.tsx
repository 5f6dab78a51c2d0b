import { useEffect, useMemo, useRef } from 'react';
import type { Problem } from '../../shared/problem';
import { clinicTime } from '../../shared/time';
import { EmergencyButton } from '../emergency/EmergencyButton';
import { isManager, useMe } from '../session/me';
import { useKeys, type Keys } from '../shell/keys';
import { go, hrefOf, type Place } from '../shell/route';
import type { Changes } from '../shell/useChanges';
import { ThreadPane } from '../thread/ThreadPane';
import { ListPane } from './ListPane';
import { MentionsPane } from './MentionsPane';
import { moveFocus } from './moveFocus';
import { useConversations } from './useConversations';
import { nameOf } from './Views';

/** The list and, beside it, one thread: the list stays while threads come and go. */
export function InboxPage({ place, conversation, right, changes, refused }: {
  place: Place;
  conversation: string | null;
  /** The emergency access by which it is open; when it comes or goes, the thread is asked for anew. */
  right: string | null;
  changes: Changes | null;
  refused: Problem | null;
}) {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const rows = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const view = place === 'mentions' ? 'open' : place;
  const list = useConversations(view, changes?.inbox);

  const back = () => {
    go(hrefOf(place));
    const row = rows.current?.querySelector<HTMLElement>('[aria-current]');
    requestAnimationFrame(() => (row?.isConnected ? row : heading.current)?.focus());
  };
  const keys: Keys = {
    j: () => moveFocus(rows.current, 1),
    k: () => moveFocus(rows.current, -1),
    o: () => rows.current?.contains(document.activeElement) && (document.activeElement as HTMLElement).click(),
    u: conversation ? back : undefined,
    Escape: conversation ? back : undefined,
  };
  useKeys(keys);

  const isEmptyDesk = conversation === null;
  useEffect(() => {
    document.title = `${nameOf(place)} · ${me.clinic.name}`; // never a patient: titles stay in the history
  }, [place, me.clinic.name]);

  return (
    <main className={conversation ? 'inbox open' : 'inbox'}>
      <h1 className="visually-hidden">Inbox</h1>
      <section className="list" aria-labelledby="list-title">
        <h2 id="list-title" ref={heading} tabIndex={-1}>{nameOf(place)}</h2>
        {place === 'mentions'
          ? <MentionsPane count={changes?.mentions} selected={conversation} time={time} listRef={rows} />
          : <ListPane view={place} {...list} selected={conversation} time={time} listRef={rows} />}
        {!isManager(me) && (
          <div className="past-list">
            <EmergencyButton conversation={null} words="A colleague’s patient who cannot wait …" className="link" />
          </div>
        )}
      </section>
      <section className="thread" aria-label="Conversation">
        {isEmptyDesk
          ? <p className="empty">Choose a conversation, or press <kbd>?</kbd> for the keys.</p>
          : (
            <ThreadPane
              key={`${conversation} ${right}`}
              id={conversation}
              item={list.items?.find((one) => one.id === conversation)}
              changes={changes}
              refused={refused}
              time={time}
              back={back}
            />
          )}
      </section>
    </main>
  );
}
