import { useEffect, useState } from 'react';
import type { Finding } from '../../shared/problem';
import { post } from '../session/ask';
import { useMe } from '../session/me';

export interface Check {
  encoding: 'gsm7' | 'ucs2';
  characters: number;
  parts: number;
  left: number;
  allowed: boolean;
  findings: Finding[];
}

const rest = 300;

/** What the server says of the text while it is written: its length in texts, and the gate's remark. */
export function useCheck(text: string): { check: Check | null; stale: boolean } {
  const [known, setKnown] = useState<{ text: string; check: Check } | null>(null);
  // Who is here by emergency alone is refused this; the sender asks the gate in any case.
  const isRefused = useMe().trainingDue.length > 0;
  const blank = text.trim() === '' || isRefused;

  useEffect(() => {
    if (blank) return;
    const life = new AbortController();
    const timer = setTimeout(() => {
      post<Check>('compose/check', { text }, { signal: life.signal }).then(
        (check) => life.signal.aborted || setKnown({ text, check }),
        () => {},
      );
    }, rest);
    return () => {
      clearTimeout(timer);
      life.abort();
    };
  }, [text, blank]);

  if (blank) return { check: null, stale: false };
  return { check: known?.check ?? null, stale: known?.text !== text };
}
