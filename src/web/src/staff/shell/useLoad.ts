import { useCallback, useEffect, useState } from 'react';
import { Problem, type Finding } from '../../shared/problem';
import { ask } from '../session/ask';

export interface Trouble {
  title: string;
  code: string;
  findings: readonly Finding[];
}

export const troubleOf = (error: unknown): Trouble => error instanceof Problem
  ? { title: error.title, code: error.code, findings: error.findings }
  : { title: 'That did not reach the server. Try again.', code: 'unreachable', findings: [] };

/** What stands at an address; asked again when the address changes or `load` is called. */
export function useLoad<T>(path: string) {
  const [found, setFound] = useState<{ path: string; value: T } | null>(null);
  const [problem, setProblem] = useState<Trouble | null>(null);

  const load = useCallback(async (signal?: AbortSignal) => {
    try {
      const value = await ask<T>(path, signal ? { signal } : {});
      if (signal?.aborted) return;
      setFound({ path, value });
      setProblem(null);
    } catch (error) {
      if (!signal?.aborted) setProblem(troubleOf(error));
    }
  }, [path]);
  useEffect(() => {
    const life = new AbortController();
    void load(life.signal);
    return () => life.abort();
  }, [load]);

  return { value: found?.path === path ? found.value : null, problem, load: useCallback(() => load(), [load]) };
}
