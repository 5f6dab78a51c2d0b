import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOptions } from '../../shared/api';
import { Problem } from '../../shared/problem';
import { ask, untilAnswered } from '../session/ask';
import type { View } from '../shell/route';
import type { Conversation, Known, Page } from './conversation';

interface List {
  view: View;
  items: Known[];
  cursor: string | null;
}

/** One view of the inbox: its first page again whenever the inbox has changed, and older pages when asked for. */
export function useConversations(view: View, tag: string | undefined) {
  const [list, setList] = useState<List | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef<View | null>(null);

  useEffect(() => {
    const life = new AbortController();
    const background = asked.current === view; // the second time nobody asked for it
    asked.current = view;
    const { signal } = life;
    const failed = (error: unknown) => {
      if (!signal.aborted) setProblem(error instanceof Problem ? error.title : 'The list could not be loaded.');
    };
    untilAnswered((again) => askPage(`conversations?view=${view}`, { background: background || again, signal }), signal, failed).then(
      (page) => {
        setProblem(null);
        setList((before) => ({ view, ...merge(before?.view === view ? before : null, page) }));
      },
      failed,
    );
    return () => life.abort();
  }, [view, tag]);

  const current = list?.view === view ? list : null;
  const more = useCallback(async () => {
    if (!current?.cursor) return;
    try {
      const page = await askPage(`conversations?view=${view}&cursor=${encodeURIComponent(current.cursor)}`);
      setList((before) => before?.view === view
        ? { view, items: [...before.items, ...page.items.filter((item) => !has(before.items, item))], cursor: page.cursor }
        : before);
    } catch (error) {
      setProblem(error instanceof Problem ? error.title : 'More could not be loaded.');
    }
  }, [view, current?.cursor]);

  return { items: current?.items ?? null, hasMore: current?.cursor != null, problem, more };
}

async function askPage(path: string, options?: CallOptions): Promise<Page<Known>> {
  const asOf = performance.now();
  const page = await ask<Page<Conversation>>(path, options);
  return { ...page, items: page.items.map((item) => ({ ...item, asOf })) };
}

// What is older than the new first page stays, with its cursor; what moved up or left the first page goes.
function merge(before: List | null, page: Page<Known>): Page<Known> {
  const oldest = page.items.at(-1);
  if (!before || !oldest || !page.cursor) return page;
  const older = before.items.filter((item) => item.lastActivityAt < oldest.lastActivityAt && !has(page.items, item));
  return older.length > 0 ? { items: [...page.items, ...older], cursor: before.cursor } : page;
}

const has = (items: Conversation[], item: Conversation): boolean => items.some((one) => one.id === item.id);
