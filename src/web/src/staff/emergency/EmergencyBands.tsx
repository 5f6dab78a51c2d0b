import { useEffect, useState } from 'react';
import { count } from '../../shared/count';
import { post } from '../session/ask';
import { isOwner, useMe, useMeAgain, type Grant } from '../session/me';
import { complain, notify } from '../shell/notices';
import { go, hrefOf } from '../shell/route';
import { troubleOf } from '../shell/trouble';
import './emergency.css';

/** One's own emergency accesses with the time left; and, for owners, that one waits for review. */
export function EmergencyBands() {
  const me = useMe();
  const toReview = isOwner(me) ? me.emergenciesToReview ?? 0 : 0;
  return (
    <>
      {me.emergency?.map((grant) => <Live key={grant.id} grant={grant} />)}
      {toReview > 0 && (
        <section className="band warn" aria-label="Emergency accesses to review">
          <strong>{count(toReview, 'emergency access waits', 'emergency accesses wait')} for an owner’s review.</strong>
          <a href="#/emergencies">Review</a>
        </section>
      )}
    </>
  );
}

function Live({ grant }: { grant: Grant }) {
  const again = useMeAgain();
  const [busy, setBusy] = useState(false);
  const left = useMinutesLeft(grant.until, again);

  const end = async () => {
    setBusy(true);
    try {
      await post(`emergencies/${grant.id}/end`);
      notify('The emergency access is over.');
      go('#/open');
      await again();
    } catch (error) {
      complain(troubleOf(error).title);
    }
    setBusy(false);
  };
  return (
    <section className="band red" aria-label="Emergency access">
      <strong>Emergency access</strong>
      <span>{left > 0 ? `${count(left, 'minute')} left.` : 'It is over.'} Everything here is logged, and the owners review it.</span>
      <a href={hrefOf('open', grant.conversation)}>Go to the conversation</a>
      <button type="button" disabled={busy} onClick={() => void end()}>End</button>
    </section>
  );
}

/** Counts down, and asks anew when the time is over. */
function useMinutesLeft(until: string, over: () => Promise<void>): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000));
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => {
      setMinutes(left());
      if (left() === 0) void over().catch(() => {});
    }, 10_000);
    return () => clearInterval(timer);
  }, [until, over]);
  return minutes;
}
