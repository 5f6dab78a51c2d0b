import { useEffect, useState } from 'react';
import { Problem, Unreachable } from '../../shared/problem';
import { askRaw } from '../session/ask';
import { hasNews } from '../session/presence';
import type { MessageStatus } from '../thread/message';

export interface StatusChange {
  id: string;
  status: MessageStatus;
  reason: string | null;
  deferredUntil: string | null;
}

export interface Changes {
  inbox: string;
  mentions: number;
  thread: { tag: string; statuses: StatusChange[] } | null;
  present: { id: string; displayName: string | null; typing: boolean }[];
}

const visibleEvery = 3_000;
const hiddenEvery = 15_000;
const slowest = 30_000;

/**
 * Asks every few seconds whether something is new, with an ETag: most answers are empty. `right`: what the person opened
 * the conversation by beside their role; with another one a refusal is forgotten and asked for anew.
 */
export function useChanges(conversation: string | null, right: string | null = null) {
  const of = conversation && `${conversation} ${right}`;
  const [changes, setChanges] = useState<{ of: string | null; is: Changes } | null>(null);
  const [refusal, setRefusal] = useState<{ of: string | null; is: Problem } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  useEffect(() => {
    const life = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let tag: string | null = null;
    let failures = 0;
    let asked = conversation;

    const round = async () => {
      clearTimeout(timer);
      try {
        const path = asked ? `changes?conversation=${asked}` : 'changes';
        const headers: Record<string, string> = tag ? { 'If-None-Match': tag } : {};
        const response = await askRaw(path, { headers, background: !hasNews(), signal: life.signal });
        if (response.status !== 304) {
          const is = (await response.json()) as Changes;
          tag = response.headers.get('ETag');
          if (!life.signal.aborted) setChanges({ of, is });
        }
        failures = 0;
        setTrouble(null);
      } catch (error) {
        if (life.signal.aborted) return;
        if (asked && error instanceof Problem && (error.status === 403 || error.status === 404)) {
          // Given to a colleague meanwhile: the page must not go on showing it.
          setRefusal({ of, is: error });
          asked = null;
        } else {
          failures++;
        }
        // One lost answer is no news; a person need not hear of it.
        if (failures > 1) setTrouble(words(error));
      }
      if (life.signal.aborted) return;
      const every = document.visibilityState === 'visible' ? visibleEvery : hiddenEvery;
      timer = setTimeout(round, Math.min(every * 2 ** Math.min(failures, 4), Math.max(every, slowest)));
    };

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(round, 50);
    };
    void round();
    document.addEventListener('visibilitychange', soon);
    addEventListener('online', soon);
    return () => {
      life.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', soon);
      removeEventListener('online', soon);
    };
  }, [conversation, of]);

  return {
    changes: changes?.of === of ? changes.is : null,
    refused: of !== null && refusal?.of === of ? refusal.is : null,
    trouble,
  };
}

function words(error: unknown): string {
  if (error instanceof Problem && error.status >= 500) return error.title;
  return error instanceof Unreachable || error instanceof Problem
    ? 'Connection lost, retrying. What you see may be old.'
    : 'The answer cannot be read, retrying.';
}
