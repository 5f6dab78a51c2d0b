import { Dialog } from '../shell/Dialog';

/** Shown in the last minute. Any input keeps the sign-in; the button is there for those who look for one. */
export function IdleWarning({ seconds, signOut }: { seconds: number; signOut: () => void }) {
  return (
    <Dialog title="Are you still there?" onClose={() => {}}>
      <p>
        You will be signed out in <strong>{seconds} seconds</strong> because nobody has used this page. What you have
        not sent will be gone.
      </p>
      <p className="visually-hidden" role="alert">You will be signed out in less than a minute. Press any key to stay.</p>
      <div className="buttons">
        <button type="button" className="primary" data-first>Stay signed in</button>
        <button type="button" onClick={signOut}>Sign out now</button>
      </div>
    </Dialog>
  );
}
