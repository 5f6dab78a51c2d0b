import type { ReactNode } from 'react';
import type { Session } from './useSession';

const focus = (element: HTMLElement | null): void => element?.focus();

const mends: Record<string, string> = {
  'second-factor': 'Set up the second factor (an app or a key) in your work account, then sign in again and use it.',
  'wrong-tenant': 'Sign out and choose your work account of this clinic.',
  'no-role': 'When you have been added, sign in again: rights are given at sign-in.',
};

/** Everything that stands before the inbox: one sentence, and what to do. */
export function SignInScreen({ session, retry }: { session: Exclude<Session, { kind: 'in' }>; retry: () => void }) {
  switch (session.kind) {
    case 'loading':
      return <Screen title="Clinic inbox"><p role="status">One moment.</p></Screen>;
    case 'unreachable':
      return (
        <Screen title="Clinic inbox">
          <p role="alert">{session.title}</p>
          <button type="button" className="primary" onClick={retry}>Try again</button>
        </Screen>
      );
    case 'signed-out':
      return (
        <Screen title="Clinic inbox">
          <p role="status">{session.reason ?? 'Sign in to read and answer the clinic’s texts.'}</p>
          <a className="button primary" href="/login" ref={focus}>Sign in</a>
        </Screen>
      );
    case 'refused':
      return (
        <Screen title="You cannot go on yet">
          <p role="alert">{session.title}</p>
          {mends[session.code] && <p className="quiet">{mends[session.code]}</p>}
          <a className="button primary" href="/.auth/logout?post_logout_redirect_uri=/">Sign in as somebody else</a>
        </Screen>
      );
  }
}

const Screen = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="gate">
    <img src="/icon.svg" alt="" width="40" height="40" />
    <h1>{title}</h1>
    {children}
  </main>
);
