import { useCallback, useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../shared/problem';
import { ask } from '../session/ask';
import { troubleOf, type Trouble } from './trouble';

const hiddenEvery = 15_000;
const slowest = 30_000;

/**
 * What stands at an address, asked again every `every` ms of what it said last; null ends it. `again` asks now, as after
 * something was changed.
 */
export function usePolled<T>(path: string, every: (value: T) => number | null) {
  const [found, setFound] = useState<{ path: string; value: T } | null>(null);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const [turn, setTurn] = useState(0);
  const rhythm = useRef(every);
  rhythm.current = every;

  useEffect(() => {
    const life = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let failures = 0;
    let asked = false;

    const round = async () => {
      clearTimeout(timer);
      let wait: number | null;
      try {
        // Only the first is a person's doing: a page left open must not keep a sign-in alive.
        const value = await ask<T>(path, { background: asked, signal: life.signal });
        if (life.signal.aborted) return;
        asked = true;
        failures = 0;
        setFound({ path, value });
        setProblem(null);
        wait = rhythm.current(value);
      } catch (error) {
        if (life.signal.aborted) return;
        // One lost answer is no news.
        if (failures++ > 0 || !asked || isRefusal(error)) setProblem(troubleOf(error));
        wait = isRefusal(error) ? null : Math.min(3_000 * 2 ** failures, slowest);
      }
      if (wait === null) return;
      timer = setTimeout(round, document.visibilityState === 'visible' ? wait : Math.max(wait, hiddenEvery));
    };

    void round();
    return () => {
      life.abort();
      clearTimeout(timer);
    };
  }, [path, turn]);

  return {
    value: found?.path === path ? found.value : null,
    problem,
    again: useCallback(() => setTurn((one) => one + 1), []),
  };
}
