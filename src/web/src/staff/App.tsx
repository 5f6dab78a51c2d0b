import { useCallback } from 'react';
import { DueDesk } from './emergency/DueDesk';
import { IdleWarning } from './session/IdleWarning';
import { AgainProvider, MeProvider, type Me } from './session/me';
import { SignInScreen } from './session/SignInScreen';
import { useFreshMe } from './session/useFreshMe';
import { useIdle } from './session/useIdle';
import { useSession } from './session/useSession';
import { StaffProvider } from './session/useStaff';
import { Notices } from './shell/notices';
import { Shell } from './shell/Shell';

/** The gate: nothing of a patient is mounted unless somebody is signed in, trained, and at the page. */
export function App() {
  const { session, load, signOut } = useSession();
  if (session.kind !== 'in') return <SignInScreen session={session} retry={() => void load()} />;
  return <Inside me={session.me} reload={load} signOut={signOut} />;
}

function Inside({ me: asOfStart, reload, signOut }: {
  me: Me;
  reload: () => Promise<void>;
  signOut: (reason: string | null) => Promise<void>;
}) {
  const { me, again } = useFreshMe(asOfStart);
  const expired = useCallback(
    () => void signOut(`You were signed out after ${me.idleMinutes} minutes without use.`), [signOut, me.idleMinutes]);
  const left = useIdle(me.idleMinutes, expired);
  const leave = () => void signOut('You are signed out.');

  return (
    <MeProvider value={me}>
      <AgainProvider value={again}>
        <StaffProvider>
          {me.trainingDue.length > 0
            ? <DueDesk trained={() => void reload()} signOut={leave} />
            : <Shell signOut={leave} />}
        </StaffProvider>
        {left !== null && <IdleWarning seconds={left} signOut={leave} />}
        <Notices />
      </AgainProvider>
    </MeProvider>
  );
}
