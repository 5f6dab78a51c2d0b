import { useCallback, useEffect, useState } from 'react';
import { Problem, isRefusal } from '../../shared/problem';
import { ask, post, whenEnded } from './ask';
import type { Me } from './me';
import { forgetAll } from './wipe';

export type Session =
  | { kind: 'loading' }
  | { kind: 'unreachable'; title: string }
  | { kind: 'signed-out'; reason: string | null }
  | { kind: 'refused'; code: string; title: string }
  | { kind: 'in'; me: Me };

const reasonKey = 'signed-out-reason'; // one of our own sentences, nothing personal
const channel = new BroadcastChannel('securetext-session');

/** Who is here, and the ways in which that ends. */
export function useSession() {
  const [session, setSession] = useState<Session>({ kind: 'loading' });

  const end = useCallback((reason: string | null) => {
    forgetAll();
    setSession({ kind: 'signed-out', reason });
  }, []);

  const load = useCallback(async () => {
    try {
      const me = await ask<Me>('me');
      sessionStorage.removeItem(reasonKey);
      setSession({ kind: 'in', me });
    } catch (error) {
      forgetAll();
      setSession(refusal(error));
    }
  }, []);

  /** Ends the sign-in here, in all tabs, on the server and at the front door. */
  const signOut = useCallback(async (reason: string | null) => {
    end(reason);
    if (reason) sessionStorage.setItem(reasonKey, reason);
    channel.postMessage({ kind: 'signed-out', reason });
    if (!(await endOnServer())) {
      return end('You were signed out on this page, but the server did not answer. Close the browser, or sign in and out again.');
    }
    location.replace('/.auth/logout?post_logout_redirect_uri=/');
  }, [end]);

  useEffect(() => {
    void load();
    whenEnded((problem) => {
      if (problem.code === 'training-due') return void load();
      end(problem.code === 'signed-out' ? problem.title : 'Your sign-in has ended. Sign in again.');
    });
    const hear = (event: MessageEvent<{ kind: string; reason: string | null }>) => {
      if (event.data.kind === 'signed-out') end(event.data.reason);
    };
    // A page that the browser kept whole for its back button would show patients after a sign-out.
    const comeBack = (event: PageTransitionEvent) => event.persisted && location.reload();
    channel.addEventListener('message', hear);
    addEventListener('pageshow', comeBack);
    return () => {
      channel.removeEventListener('message', hear);
      removeEventListener('pageshow', comeBack);
    };
  }, [load, end]);

  return { session, load, signOut };
}

// A sign-in that the server still believes in would let the next person at this desk in by a reload.
async function endOnServer(): Promise<boolean> {
  for (let tries = 0; tries < 4; tries++) {
    try {
      await post('me/sign-out');
      return true;
    } catch (error) {
      if (isRefusal(error)) return true; // there is none any more
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tries));
    }
  }
  return false;
}

function refusal(error: unknown): Session {
  if (error instanceof Problem && error.status === 401) {
    // The front door refuses without our words; then there is nothing to explain but what this page wrote down.
    const title = error.code === 'signed-out' ? error.title : null;
    return { kind: 'signed-out', reason: sessionStorage.getItem(reasonKey) ?? title };
  }
  if (error instanceof Problem && error.status === 403) return { kind: 'refused', code: error.code, title: error.title };
  return { kind: 'unreachable', title: error instanceof Problem ? error.title : 'The server does not answer.' };
}
