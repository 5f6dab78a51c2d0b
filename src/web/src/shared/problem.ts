/** One thing that is wrong with what was sent: a rule of the gate, a field, or a count. */
export interface Finding {
  rule?: string;
  what?: string;
  why?: string;
  field?: string;
  question?: string;
  problem?: string;
  triesLeft?: number;
  callNumber?: string;
}

/** What the server said no with (RFC 9457). `title` is a sentence for the person at the screen. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly findings: readonly Finding[],
  ) {
    super(title);
  }
}

/** Nothing was decided: too many asked at once. The same later may be answered. */
export const isTooMany = (error: unknown): boolean => error instanceof Problem && error.status === 429;

/** The server has decided: the same again gets the same answer. */
export const isRefusal = (error: unknown): error is Problem => error instanceof Problem && error.status < 500 && !isTooMany(error);

/** Nobody answered: no line, a timeout, or a gateway without its server. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const prefix = 'urn:securetext:';

/** Reads a refusal; an answer that is no problem document still becomes one. */
export async function problemOf(response: Response): Promise<Problem | Unreachable> {
  const body = await readJson(response);
  if (typeof body?.['type'] === 'string' && typeof body['title'] === 'string') {
    const code = body['type'].startsWith(prefix) ? body['type'].slice(prefix.length) : body['type'];
    const findings = Array.isArray(body['findings']) ? (body['findings'] as Finding[]) : [];
    return new Problem(response.status, code, body['title'], findings);
  }
  if (response.status >= 500) return new Unreachable(`HTTP ${response.status}`);
  return new Problem(response.status, 'unexpected', 'The server refused this. Reload the page and try again.', []);
}

async function readJson(response: Response): Promise<Record<string, unknown> | null> {
  try {
    return (await response.json()) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}
