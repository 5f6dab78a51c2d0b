import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../session/ask';
import { troubleOf, type Trouble } from './trouble';

/** What stands at an address; asked again when the address changes or `load` is called. */
export function useLoad<T>(path: string) {
  const [found, setFound] = useState<{ path: string; value: T } | null>(null);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const turn = useRef(0);

  const load = useCallback(async (signal?: AbortSignal) => {
    const mine = ++turn.current; // of two looks the newer counts
    try {
      const value = await ask<T>(path, signal ? { signal } : {});
      if (mine !== turn.current) return;
      setFound({ path, value });
      setProblem(null);
    } catch (error) {
      if (mine === turn.current) setProblem(troubleOf(error));
    }
  }, [path]);
  useEffect(() => {
    const life = new AbortController();
    void load(life.signal);
    return () => life.abort();
  }, [load]);

  return { value: found?.path === path ? found.value : null, problem, load: useCallback(() => load(), [load]) };
}
