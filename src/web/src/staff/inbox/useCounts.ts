import { useEffect, useState } from 'react';
import { ask, untilAnswered } from '../session/ask';
import type { Place } from '../shell/route';

export type Counts = Record<Place, number>;

/** Numbers beside the views; asked again when the inbox has changed. */
export function useCounts(tag: string | undefined, mentions: number | undefined): Counts | null {
  const [counts, setCounts] = useState<Counts | null>(null);
  useEffect(() => {
    const life = new AbortController();
    untilAnswered(() => ask<Counts>('inbox/counts', { background: true, signal: life.signal }), life.signal).then(setCounts, () => {});
    return () => life.abort();
  }, [tag, mentions]);
  return counts;
}
