import { useEffect, useRef } from 'react';
import { say } from '../shell/notices';
import type { Message } from './message';

/** Tells a screen reader what came since the thread was opened. */
export function useArrivals(messages: Message[] | null): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!messages) return;
    const before = known.current;
    known.current = new Set(messages.map((one) => one.id));
    if (!before) return;
    const fresh = messages.filter((one) => !before.has(one.id) && one.direction === 'in' && !one.damaged);
    // Older pages come in at the other end and are no news.
    const newest = fresh[0];
    if (newest && newest === messages.find((one) => one.direction === 'in'))
      say(`New text: ${newest.text ?? 'an attachment'}`);
  }, [messages]);
}
