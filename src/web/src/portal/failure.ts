import { Problem, Unreachable, isTooMany } from '../shared/problem';
import type { Words } from './words';

/** A state of the whole page out of which only a new link or the clinic leads. */
export type End = 'locked' | 'not-valid' | 'code-not-sent' | 'closed' | 'unsure';

/** What a refusal means for the whole page; null when it is for the field or the form that was sent. */
export function endOf(error: unknown): End | null {
  if (!(error instanceof Problem)) return null;
  if (error.status === 423) return 'locked';
  if (error.status === 401) return 'closed';
  if (error.code === 'link-not-valid') return 'not-valid';
  if (error.code === 'code-not-sent') return 'code-not-sent';
  return null;
}

/** What to say when nothing better is known. The server's own titles are for staff and in English. */
export function sayingOf(error: unknown, words: Words): string {
  if (error instanceof Unreachable) return words.offline;
  return isTooMany(error) ? words.tooMany : words.unexpected;
}

export const triesLeftOf = (error: unknown): number | null =>
  error instanceof Problem && error.code === 'wrong-answer' ? error.findings[0]?.triesLeft ?? null : null;
