import { useMemo } from 'react';
import { clinicTime } from '../../shared/time';
import { useMe } from '../session/me';
import { go, useRoute } from '../shell/route';
import { useChanges } from '../shell/useChanges';
import { ThreadPane } from '../thread/ThreadPane';
import { TrainingPage } from '../training/TrainingPage';
import { EmergencyBands } from './EmergencyBands';
import { EmergencyButton } from './EmergencyButton';

/** What somebody sees whose training is due: the policies, and the one way past them when a patient cannot wait. */
export function DueDesk({ trained, signOut }: { trained: () => void; signOut: () => void }) {
  const me = useMe();
  const route = useRoute();
  const conversation = route.page === 'inbox' ? route.conversation : null;
  const grant = me.emergency?.find((one) => one.conversation === conversation);
  if (grant) return <OneThread key={grant.id} id={grant.conversation} right={grant.id} />;
  return (
    <>
      <EmergencyBands />
      <div className="alone">
        <TrainingPage due done={trained} />
        <section className="page-part" aria-label="When a patient cannot wait">
          <p className="quiet">A patient’s care cannot wait until you have read them?</p>
          <EmergencyButton conversation={null} />
        </section>
        <p><button type="button" onClick={signOut}>Sign out</button></p>
      </div>
    </>
  );
}

function OneThread({ id, right }: { id: string; right: string }) {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const { changes, refused, trouble } = useChanges(id, right);
  return (
    <div className="due-desk">
      {trouble && <p className="offline" role="alert">{trouble}</p>}
      <EmergencyBands />
      <main className="inbox open">
        <h1 className="visually-hidden">Emergency access</h1>
        <p><a href="#/training">‹ Back to the policies</a></p>
        <section className="thread" aria-label="Conversation">
          <ThreadPane id={id} item={undefined} changes={changes} refused={refused} time={time} back={() => go('#/training')} />
        </section>
      </main>
    </div>
  );
}
