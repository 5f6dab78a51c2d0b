import { useCallback, useEffect, useRef, useState } from 'react';
import { post } from '../../session/ask';
import type { Preview, PreviewItem, Selection } from '../campaign';
import { troubleOf, type Trouble } from '../../shell/trouble';

export interface Counted {
  state: 'counting' | 'stopped' | 'failed' | 'done';
  people: number;
  willText: number;
  texts: number;
  /** By code: how many, and the server's words for it. */
  suppressed: Map<string, { n: number; text: string }>;
  firstAt: string | null;
  /** The first of them; the rest is only counted. */
  items: PreviewItem[];
  cursor: string | null;
  problem: Trouble | null;
}

const mostShown = 500;

const none: Counted = {
  state: 'counting', people: 0, willText: 0, texts: 0, suppressed: new Map(), firstAt: null, items: [], cursor: null, problem: null,
};

/** Asks for the preview page after page; the totals grow while a person reads the first texts. */
export function usePreview() {
  const [counted, setCounted] = useState<Counted | null>(null);
  const life = useRef<AbortController | null>(null);
  useEffect(() => () => life.current?.abort(), []);

  const run = useCallback(async (playbook: string, selection: Selection, from: Counted) => {
    life.current?.abort();
    const mine = new AbortController();
    life.current = mine;
    let sum: Counted = { ...from, state: 'counting', problem: null };
    setCounted(sum);
    let first = true;
    try {
      do {
        const json = { playbook, selection, ...(sum.cursor ? { cursor: sum.cursor } : {}) };
        // Only the first page is a person's doing: counting that goes on by itself must not keep a sign-in alive.
        const page = await post<Preview>('campaigns/preview', json, { signal: mine.signal, background: !first });
        first = false;
        sum = add(sum, page);
        if (mine.signal.aborted) return;
        setCounted(sum);
      } while (sum.state === 'counting');
    } catch (error) {
      if (!mine.signal.aborted) setCounted({ ...sum, state: 'failed', problem: troubleOf(error) });
    }
  }, []);

  return {
    counted,
    begin: (playbook: string, selection: Selection) => void run(playbook, selection, none),
    goOn: (playbook: string, selection: Selection) => counted && void run(playbook, selection, counted),
    stop: () => {
      life.current?.abort();
      setCounted((sum) => sum && { ...sum, state: 'stopped' });
    },
    clear: useCallback(() => {
      life.current?.abort();
      setCounted(null);
    }, []),
  };
}

function add(sum: Counted, { items, counts, cursor }: Preview): Counted {
  const suppressed = new Map(sum.suppressed);
  for (const [code, n] of Object.entries(counts.suppressed)) {
    const text = items.find((item) => item.suppressed?.code === code)?.suppressed?.text;
    const before = suppressed.get(code);
    suppressed.set(code, { n: (before?.n ?? 0) + n, text: before?.text || text || '' });
  }
  const times = items.flatMap((item) => (item.suppressed ? [] : item.texts.map((text) => text.at)));
  const first = [...times, ...(sum.firstAt ? [sum.firstAt] : [])].sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return {
    ...sum,
    state: cursor ? 'counting' : 'done',
    people: sum.people + counts.people,
    willText: sum.willText + counts.willText,
    texts: sum.texts + counts.texts,
    suppressed,
    firstAt: first ?? null,
    items: sum.items.length < mostShown ? [...sum.items, ...items] : sum.items,
    cursor,
  };
}
