import { useState } from 'react';
import { Problem, type Finding } from '../../shared/problem';

/** Runs one thing at a time for a button or a form and keeps what went wrong, in words. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ title: string; code: string; findings: readonly Finding[] } | null>(null);
  const run = async (action: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await action();
      return true;
    } catch (error) {
      setProblem(error instanceof Problem
        ? { title: error.title, code: error.code, findings: error.findings }
        : { title: 'That did not reach the server. Try again.', code: 'unreachable', findings: [] });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}
