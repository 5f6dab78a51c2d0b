import type { ClinicTime } from '../../shared/time';
import { useNameOf } from '../session/useStaff';
import { hrefOf, type Place } from '../shell/route';
import { titleOf, type Conversation } from './conversation';

export function ConversationRow({ item, place, current, time }: {
  item: Conversation;
  place: Place;
  current: boolean;
  time: ClinicTime;
}) {
  const nameOf = useNameOf();
  return (
    <li>
      <a
        href={hrefOf(place, item.id)}
        className={item.unread > 0 ? 'row unread' : 'row'}
        aria-current={current ? 'true' : undefined}
      >
        <span className="who">{titleOf(item)}</span>
        <time dateTime={item.lastActivityAt}>{time.short(item.lastActivityAt)}</time>
        <span className="preview">
          {item.damaged ? 'This line was changed and cannot be shown.' : item.preview ?? ''}
        </span>
        <span className="marks">
          {item.unread > 0 && <span className="mark new">{item.unread} new</span>}
          {item.urgent && <span className="mark urgent">Urgent</span>}
          {item.unanswered && <span className="mark">Unanswered</span>}
          {item.consent.withdrawn && <span className="mark">Stopped</span>}
          {item.consent.pausedForReview && <span className="mark urgent">Stop?</span>}
          {item.assignedTo && <span className="quiet">With {nameOf(item.assignedTo)}</span>}
        </span>
      </a>
    </li>
  );
}
