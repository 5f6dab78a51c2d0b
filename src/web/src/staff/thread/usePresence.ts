import { useCallback, useEffect, useRef } from 'react';
import { Problem } from '../../shared/problem';
import { post } from '../session/ask';
import { touchedAt } from '../session/presence';

const every = 10_000; // the server forgets after 20 s
const typingLasts = 6_000;

/** Tells colleagues that this person looks at the conversation, and types. Returns what to call at each keystroke. */
export function usePresence(id: string): () => void {
  const typedAt = useRef(0);
  const said = useRef(false);
  const refused = useRef(false);

  const tell = useCallback(() => {
    if (refused.current) return;
    const typing = Date.now() - typedAt.current < typingLasts;
    said.current = typing;
    post(`conversations/${id}/presence`, { typing }, { background: true }).catch((error: unknown) => {
      refused.current = error instanceof Problem && error.status === 403; // somebody else has it now
    });
  }, [id]);

  useEffect(() => {
    tell();
    const timer = setInterval(() => {
      const here = document.visibilityState === 'visible' && Date.now() - touchedAt() < 120_000;
      if (here) tell();
    }, every);
    return () => clearInterval(timer);
  }, [tell]);

  return useCallback(() => {
    typedAt.current = Date.now();
    if (!said.current) tell();
  }, [tell]);
}
