import { useCallback } from 'react';
import { IdleWarning } from './session/IdleWarning';
import { MeProvider, type Me } from './session/me';
import { SignInScreen } from './session/SignInScreen';
import { useIdle } from './session/useIdle';
import { useSession } from './session/useSession';
import { StaffProvider } from './session/useStaff';
import { Notices } from './shell/notices';
import { Shell } from './shell/Shell';
import { TrainingPage } from './training/TrainingPage';

/** The gate: nothing of a patient is mounted unless somebody is signed in, trained, and at the page. */
export function App() {
  const { session, load, signOut } = useSession();
  if (session.kind !== 'in') return <SignInScreen session={session} retry={() => void load()} />;
  return <Inside me={session.me} reload={load} signOut={signOut} />;
}

function Inside({ me, reload, signOut }: {
  me: Me;
  reload: () => Promise<void>;
  signOut: (reason: string | null) => Promise<void>;
}) {
  const expired = useCallback(
    () => void signOut(`You were signed out after ${me.idleMinutes} minutes without use.`), [signOut, me.idleMinutes]);
  const left = useIdle(me.idleMinutes, expired);
  const leave = () => void signOut('You are signed out.');
  const due = me.trainingDue.length > 0;

  return (
    <MeProvider value={me}>
      {due
        ? (
          <div className="alone">
            <TrainingPage due done={() => void reload()} />
            <p><button type="button" onClick={leave}>Sign out</button></p>
          </div>
        )
        : <StaffProvider><Shell signOut={leave} /></StaffProvider>}
      {left !== null && <IdleWarning seconds={left} signOut={leave} />}
      <Notices />
    </MeProvider>
  );
}
