import { useEffect, useState, type Ref } from 'react';
import type { ClinicTime } from '../../shared/time';
import { ask, untilAnswered } from '../session/ask';
import { useNameOf } from '../session/useStaff';
import { hrefOf } from '../shell/route';

interface Mention {
  conversation: string;
  message: string;
  by: string;
  at: string;
}

/** Notes in which a colleague named me. They go when the conversation is opened. */
export function MentionsPane({ count, selected, time, listRef }: {
  count: number | undefined;
  selected: string | null;
  time: ClinicTime;
  listRef: Ref<HTMLUListElement>;
}) {
  const [items, setItems] = useState<Mention[] | null>(null);
  const nameOf = useNameOf();
  useEffect(() => {
    const life = new AbortController();
    untilAnswered(() => ask<{ items: Mention[] }>('mentions', { background: true, signal: life.signal }), life.signal)
      .then((answer) => setItems(answer.items), () => {});
    return () => life.abort();
  }, [count]);

  return (
    <>
      {!items && <p className="empty">Loading …</p>}
      {items?.length === 0 && <p className="empty">Nobody has mentioned you.</p>}
      <ul className="rows" ref={listRef}>
        {items?.map((item) => (
          <li key={item.message}>
            <a
              className="row unread"
              href={hrefOf('mentions', item.conversation)}
              aria-current={item.conversation === selected ? 'true' : undefined}
            >
              <span className="who">{nameOf(item.by.replace(/^staff:/, ''))}</span>
              <time dateTime={item.at}>{time.short(item.at)}</time>
              <span className="preview">mentioned you in a note</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
