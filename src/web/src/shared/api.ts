import { Unreachable, problemOf } from './problem';

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: Blob;
  headers?: Record<string, string>;
  /** A poll or a refetch that no person asked for: it must not keep a sign-in alive. */
  background?: boolean;
  signal?: AbortSignal;
}

/**
 * Calls `/api/<path>` and gives the JSON of the answer (undefined for 204).
 * Throws a Problem when the server refused, Unreachable when nobody answered.
 */
export async function call<T = void>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Unreachable('The answer was cut off.');
  }
}

/** The same for an answer that is not JSON, or whose headers matter. The caller looks at the status. */
export async function send(path: string, options: CallOptions = {}): Promise<Response> {
  const { method = 'GET', json, body, background, signal } = options;
  // No form and no script of another site can set this header: it is what tells our page from theirs.
  const headers: Record<string, string> = { 'X-SecureText': '1', ...options.headers };
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  if (background) headers['X-SecureText-Background'] = '1';
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'error' };
  if (signal) init.signal = signal;
  const content = json === undefined ? body : JSON.stringify(json);
  if (content !== undefined) init.body = content;
  try {
    return await fetch(`/api/${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable('No answer.');
  }
}
