import { useCallback, useEffect, useState } from 'react';
import { clinicTime } from '../../shared/time';
import type { Page } from '../inbox/conversation';
import { shortOf } from '../log/useNames';
import { ask, post } from '../session/ask';
import { isOwner, useMe, useMeAgain } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import type { Damaged, Emergency } from './emergency';
import './emergency.css';
import { EmergencyCard } from './EmergencyCard';

/** For owners: who went past their rights, why, what they did, and what was found about it. */
export function EmergenciesPage() {
  const me = useMe();
  const again = useMeAgain();
  const [page, setPage] = useState<Page<Emergency | Damaged> | null>(null);
  const { busy, problem, run } = useAction();
  const time = clinicTime(me.clinic.timeZone);

  const load = useCallback((cursor: string | null = null) => run(async () => {
    const next = await ask<Page<Emergency | Damaged>>(`emergencies${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    setPage((before) => ({ items: cursor && before ? [...before.items, ...next.items] : next.items, cursor: next.cursor }));
  }), []);
  useEffect(() => {
    document.title = 'Emergencies';
    if (isOwner(me)) void load();
    // once
  }, []);

  if (!isOwner(me)) {
    return <main className="page"><h1>Emergency accesses</h1><p>Owners of the clinic review them. Ask one of them.</p></main>;
  }
  const end = (one: Emergency) => run(async () => {
    await post(`emergencies/${one.id}/end`);
    notify('The emergency access is over.');
    await load();
  });
  const reviewed = () => {
    notify('The review is kept.');
    void load();
    void again().catch(() => {});
  };
  return (
    <main className="page sections emergencies">
      <h1>Emergency accesses</h1>
      <p>Somebody opened a conversation that was not theirs, because a patient could not wait. Look at what they did and say whether it was right.</p>
      <Wrong problem={problem} />
      {!page && busy && <p role="status">Loading …</p>}
      {page?.items.length === 0 && <p className="empty">Nobody has used an emergency access.</p>}
      {page?.items.map((one) => one.damaged
        ? <p key={one.id} className="inline wrong">An emergency access ({shortOf(one.id)}) was changed from outside of the program. <a href={`#/log/emergency/${one.id}`}>What the log says of it</a></p>
        : <EmergencyCard key={one.id} emergency={one} busy={busy} time={time} end={() => void end(one)} reviewed={reviewed} />)}
      {page?.cursor && <button type="button" disabled={busy} onClick={() => void load(page.cursor)}>Show older ones</button>}
    </main>
  );
}
