import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Problem, isRefusal } from '../../shared/problem';
import type { Conversation, Known, Page } from '../inbox/conversation';
import { ask } from '../session/ask';
import { complain } from '../shell/notices';
import type { StatusChange } from '../shell/useChanges';
import type { Message } from './message';

interface Thread {
  conversation: Known;
  /** Newest first, as the server gives them. */
  messages: Message[];
  cursor: string | null;
}

const againAfter = 3000;
const listTakes = 2000;

/** One conversation: read when opened, its first page again when something was added, older pages when asked for. */
export function useThread(
  id: string, tag: string | undefined, statuses: StatusChange[] | undefined, item: Known | undefined, inbox: string | undefined,
) {
  const [thread, setThread] = useState<Thread | null>(null);
  const [problem, setProblem] = useState<Problem | Error | null>(null);
  const shown = useRef<string | undefined>(undefined);
  const turn = useRef(0);

  const load = useCallback(async (background: boolean) => {
    const mine = ++turn.current;
    const asOf = performance.now();
    try {
      const page = await ask<Page<Message> & { conversation: Conversation }>(`conversations/${id}/messages`, { background });
      if (mine !== turn.current) return;
      setProblem(null);
      setThread((before) => ({ conversation: { ...page.conversation, asOf }, ...merge(before, page) }));
    } catch (error) {
      if (mine === turn.current) setProblem(error as Error);
    }
  }, [id]);

  useEffect(() => {
    void load(false);
    return () => void turn.current++;
  }, [load]);

  useEffect(() => {
    // The first tag belongs to the page that the opening loads.
    if (tag !== undefined && shown.current !== undefined && tag !== shown.current) void load(true);
    if (tag !== undefined) shown.current = tag;
  }, [tag, load]);

  // A page that could not be read again would hide a text that is there.
  useEffect(() => {
    if (!problem || isRefusal(problem)) return;
    const timer = setTimeout(() => void load(true), againAfter);
    return () => clearTimeout(timer);
  }, [problem, load]);

  // The list may not show this conversation, and what a colleague changes about it adds no message.
  const latest = useRef(0);
  const itemAsOf = item?.asOf;
  useEffect(() => {
    latest.current = Math.max(itemAsOf ?? 0, thread?.conversation.asOf ?? 0);
  }, [itemAsOf, thread]);
  useEffect(() => {
    const since = performance.now();
    const timer = setTimeout(async () => {
      if (latest.current >= since) return;
      const asOf = performance.now();
      try {
        const conversation = await ask<Conversation>(`conversations/${id}`, { background: true });
        setThread((before) => before && { ...before, conversation: { ...conversation, asOf } });
      } catch {
        // The next change of the inbox asks again; sending asks the server anyway.
      }
    }, listTakes);
    return () => clearTimeout(timer);
  }, [id, inbox]);

  // A text that came between the opening and the first tag is in neither; the list knows of it.
  const newest = thread?.messages.find((one) => !one.deferredUntil)?.at;
  const lastActivityAt = item?.lastActivityAt;
  const guarded = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!newest || !lastActivityAt || lastActivityAt <= newest || guarded.current === lastActivityAt) return;
    guarded.current = lastActivityAt;
    void load(true);
  }, [newest, lastActivityAt, load]);

  const older = useCallback(async () => {
    if (!thread?.cursor) return;
    try {
      const page = await ask<Page<Message>>(`conversations/${id}/messages?cursor=${encodeURIComponent(thread.cursor)}`);
      setThread((before) => before && {
        ...before,
        messages: [...before.messages, ...page.items.filter((one) => !before.messages.some((m) => m.id === one.id))],
        cursor: page.cursor,
      });
    } catch (error) {
      complain(error instanceof Problem ? error.title : 'The earlier messages could not be loaded. Try again.');
    }
  }, [id, thread?.cursor]);

  const messages = useMemo(() => thread && freshened(thread.messages, statuses), [thread, statuses]);
  const read = thread?.conversation ?? null;
  const conversation: Conversation | null = read && item && item.asOf > read.asOf ? { ...read, ...item } : read;
  return { conversation, messages, hasOlder: thread?.cursor != null, problem, load, older };
}

function merge(before: Thread | null, page: Page<Message>) {
  const oldest = page.items.at(-1);
  const at = before && oldest ? before.messages.findIndex((one) => one.id === oldest.id) : -1;
  if (!before || at < 0) return { messages: page.items, cursor: page.cursor };
  return { messages: [...page.items, ...before.messages.slice(at + 1)], cursor: before.cursor };
}

function freshened(messages: Message[], statuses: StatusChange[] | undefined): Message[] {
  if (!statuses?.length) return messages;
  const news = new Map(statuses.map((one) => [one.id, one]));
  return messages.map((message) => ({ ...message, ...news.get(message.id) }));
}
