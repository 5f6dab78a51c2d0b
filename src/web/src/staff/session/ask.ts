import { call, send, type CallOptions } from '../../shared/api';
import { Problem, isRefusal, problemOf } from '../../shared/problem';
import { told } from './presence';

let ended: (problem: Problem) => void = () => {};

/** Whoever shows the sign-in screen hears here that the server ended the session. */
export function whenEnded(handler: (problem: Problem) => void): void {
  ended = handler;
}

/** Calls the staff API. A sign-in that is over, or training that fell due, ends what the page shows. */
export async function ask<T = void>(path: string, options: CallOptions = {}): Promise<T> {
  if (!options.background) told();
  try {
    return await call<T>(path, options);
  } catch (error) {
    hear(error);
    throw error;
  }
}

/** The same for bytes and for answers whose headers matter. */
export async function askRaw(path: string, options: CallOptions = {}): Promise<Response> {
  if (!options.background) told();
  const response = await send(path, options);
  if (response.ok || response.status === 304) return response;
  const error = await problemOf(response);
  hear(error);
  throw error;
}

/** The same for a call that goes another way, as a large file does. */
export async function heard<T>(work: () => Promise<T>): Promise<T> {
  told();
  try {
    return await work();
  } catch (error) {
    hear(error);
    throw error;
  }
}

const againAfter = 3_000;

/**
 * For what the page asks for by itself: `work` again and again until the server answers, so that one lost answer does not
 * leave a page that is old or empty without anybody's knowing. A refusal is an answer. `failed` hears of each try.
 */
export async function untilAnswered<T>(
  work: (again: boolean) => Promise<T>, signal: AbortSignal, failed: (error: unknown) => void = () => {},
): Promise<T> {
  for (let again = false; ; again = true) {
    try {
      return await work(again);
    } catch (error) {
      if (signal.aborted || isRefusal(error)) throw error;
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, againAfter));
      if (signal.aborted) throw error;
    }
  }
}

export const post = <T = void>(path: string, json: unknown = {}, options: CallOptions = {}): Promise<T> =>
  ask<T>(path, { ...options, method: 'POST', json });

function hear(error: unknown): void {
  if (!(error instanceof Problem)) return;
  if (error.status === 401 || error.code === 'training-due') ended(error);
}
