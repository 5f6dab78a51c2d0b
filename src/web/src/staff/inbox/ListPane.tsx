import type { Ref } from 'react';
import type { ClinicTime } from '../../shared/time';
import type { View } from '../shell/route';
import { ConversationRow } from './ConversationRow';
import type { Conversation } from './conversation';

const nothing: Record<View, string> = {
  open: 'No open conversations.',
  unanswered: 'Everybody has an answer.',
  urgent: 'Nothing is urgent.',
  mine: 'Nothing is assigned to you.',
  closed: 'Nothing is closed.',
};

export function ListPane({ view, items, hasMore, problem, more, selected, time, listRef }: {
  view: View;
  items: readonly Conversation[] | null;
  hasMore: boolean;
  problem: string | null;
  more: () => void;
  selected: string | null;
  time: ClinicTime;
  listRef: Ref<HTMLUListElement>;
}) {
  return (
    <>
      {problem && <p className="inline wrong" role="alert">{problem}</p>}
      {!items && !problem && <p className="empty">Loading …</p>}
      {items?.length === 0 && <p className="empty">{nothing[view]}</p>}
      <ul className="rows" ref={listRef}>
        {items?.map((item) => (
          <ConversationRow key={item.id} item={item} place={view} current={item.id === selected} time={time} />
        ))}
      </ul>
      {hasMore && <button type="button" className="more" onClick={more}>Show older</button>}
    </>
  );
}
