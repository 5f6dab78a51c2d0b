import { useCallback, useEffect, useRef, useState } from 'react';
import { phone } from '../../shared/phone';
import { post } from '../session/ask';
import { troubleOf, type Trouble } from '../shell/trouble';

interface Named {
  conversation: string;
  names: string[];
  number: string | null;
  shredded?: boolean;
}

const most = 50;

/**
 * Names of the patients behind opaque ids. Nothing is asked until somebody wants to see them: each name shown is
 * itself an entry of the log.
 */
export function useNames(conversations: readonly string[]) {
  const [shown, setShown] = useState(false);
  const [known, setKnown] = useState<ReadonlyMap<string, Named>>(new Map());
  const [problem, setProblem] = useState<Trouble | null>(null);
  const busy = useRef(false);
  const missing = shown ? conversations.filter((one) => !known.has(one)) : [];

  useEffect(() => {
    if (missing.length === 0 || busy.current || problem) return;
    busy.current = true;
    const batch = missing.slice(0, most);
    post<{ items: Named[] }>('audit/names', { conversations: batch }).then(
      ({ items }) => {
        busy.current = false;
        setKnown((before) => {
          const next = new Map(before);
          // What the server does not name is asked for once only.
          for (const id of batch) next.set(id, { conversation: id, names: [], number: null });
          for (const item of items) next.set(item.conversation, item);
          return next;
        });
      },
      (error: unknown) => {
        busy.current = false;
        setProblem(troubleOf(error));
      },
    );
  });

  return {
    shown,
    opening: missing.length > 0 && !problem,
    problem,
    show: () => {
      setProblem(null);
      setShown(true);
    },
    /** Also for a new question: what was shown for the one before must not open names for this one. */
    hide: useCallback(() => setShown(false), []),
    nameOf: useCallback((id: string): string => {
      const named = shown ? known.get(id) : undefined;
      if (!named) return shortOf(id);
      if (named.shredded) return `Shredded record ${shortOf(id)}`;
      return named.names.join(' · ') || phone(named.number) || shortOf(id);
    }, [shown, known]),
    numberOf: (id: string): string => (shown ? phone(known.get(id)?.number) : ''),
  };
}

export type Names = ReturnType<typeof useNames>;

/** Enough of an id to tell two apart on a page. */
export const shortOf = (id: string): string => `#${id.slice(0, 8)}`;
