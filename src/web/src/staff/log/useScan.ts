import { useCallback, useEffect, useRef, useState } from 'react';
import { troubleOf, type Trouble } from '../shell/trouble';
import { post } from '../session/ask';
import type { Piece, Scanned } from './entry';

export type ScanState = 'idle' | 'looking' | 'stopped' | 'full' | 'failed' | 'done';

interface Scan<R> {
  state: ScanState;
  result: R;
  scanned: Scanned;
  problem: Trouble | null;
}

const nothing: Scanned = { entries: 0, back: null, damaged: 0 };

/**
 * Looks through the log piece by piece and adds the pieces up. It stops when told to, when `isFull` says that a
 * person has enough to read, or when a piece fails; `goOn` takes it up where it was.
 */
export function useScan<T, R>(
  path: string, empty: R, add: (result: R, items: readonly T[]) => R, isFull: (grown: number) => boolean = () => false,
) {
  const [scan, setScan] = useState<Scan<R>>({ state: 'idle', result: empty, scanned: nothing, problem: null });
  const life = useRef<AbortController | null>(null);
  const asked = useRef<{ body: object; cursor: string | null }>({ body: {}, cursor: null });
  useEffect(() => () => life.current?.abort(), []);

  const run = useCallback(async () => {
    life.current?.abort();
    const mine = (life.current = new AbortController());
    setScan((now) => ({ ...now, state: 'looking', problem: null }));
    let grown = 0;
    let first = true;
    try {
      do {
        const { body, cursor } = asked.current;
        // Only the first piece is a person's doing: a look that goes on by itself must not keep a sign-in alive.
        const piece: Piece<T> = await post<Piece<T>>(
          path, cursor ? { ...body, cursor } : body, { signal: mine.signal, background: !first });
        if (mine.signal.aborted) return;
        first = false;
        asked.current = { body, cursor: piece.cursor };
        grown += piece.items.length;
        const state = piece.cursor === null ? 'done' : isFull(grown) ? 'full' : 'looking';
        setScan((now) => ({
          state, problem: null, result: add(now.result, piece.items),
          scanned: {
            entries: now.scanned.entries + piece.scanned.entries,
            back: piece.scanned.back ?? now.scanned.back,
            damaged: now.scanned.damaged + piece.scanned.damaged,
          },
        }));
        if (state !== 'looking') return;
      } while (!mine.signal.aborted);
    } catch (error) {
      if (!mine.signal.aborted) setScan((now) => ({ ...now, state: 'failed', problem: troubleOf(error) }));
    }
    // `add` and `isFull` are fixed by the page.
  }, [path]);

  const start = useCallback((body: object) => {
    asked.current = { body, cursor: null };
    setScan({ state: 'looking', result: empty, scanned: nothing, problem: null });
    void run();
  }, [run]);

  const stop = useCallback(() => {
    life.current?.abort();
    setScan((now) => (now.state === 'looking' ? { ...now, state: 'stopped' } : now));
  }, []);

  return { ...scan, start, stop, goOn: run };
}
