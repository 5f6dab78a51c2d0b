import { Problem, Unreachable, isRefusal } from '../../shared/problem';
import type { Store } from '../../shared/store';
import { post } from '../session/ask';
import { change, type Draft } from './drafts';

/** The sender gave up waiting for an answer; the text may have gone. */
export class Uncertain extends Error {
  override readonly name = 'Uncertain';
}

const longestWait = 10_000;

/**
 * Posts once, however often it takes: the same key goes with every try, so a lost answer, a second click or another
 * try after "stop" cannot send twice. Throws the Problem of a refusal, or Uncertain.
 */
export async function deliver<T>(
  draft: Store<Draft>, what: string, path: string, body: object, seen?: string,
): Promise<T> {
  // What the writer has seen is no part of the text: another try of the same words is the same text.
  const print = JSON.stringify([path, body]);
  const open = draft.get().open;
  const key = open?.print === print ? open.key : crypto.randomUUID();
  const life = new AbortController();
  const stop = () => life.abort();

  change(draft, { open: { print, key }, sending: { what, tries: 0, stop } });
  try {
    for (let tries = 1; ; tries++) {
      try {
        const answer = await post<T>(path, { ...body, ...(seen ? { seen } : {}), idempotencyKey: key }, { signal: life.signal });
        change(draft, { open: null });
        return answer;
      } catch (error) {
        if (life.signal.aborted) throw new Uncertain();
        if (!mayHelpAgain(error)) {
          change(draft, { open: null });
          throw error;
        }
        change(draft, { sending: { what, tries, stop } });
        await pause(Math.min(1000 * 2 ** (tries - 1), longestWait), life.signal);
      }
    }
  } finally {
    change(draft, { sending: null });
  }
}

const mayHelpAgain = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Problem && !isRefusal(error));

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      reject(new Uncertain());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', over);
      resolve();
    }, ms);
    signal.addEventListener('abort', over, { once: true });
  });
