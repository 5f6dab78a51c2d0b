import { Problem, type Finding } from '../../shared/problem';

/** What went wrong, for the person at the screen. */
export interface Trouble {
  title: string;
  code: string;
  findings: readonly Finding[];
}

export const troubleOf = (error: unknown): Trouble => error instanceof Problem
  ? { title: error.title, code: error.code, findings: error.findings }
  : { title: 'That did not reach the server. Try again.', code: 'unreachable', findings: [] };
