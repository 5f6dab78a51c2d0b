import { useCallback, useEffect, useState } from 'react';
import { count } from '../../shared/count';
import { clinicTime } from '../../shared/time';
import type { Page } from '../inbox/conversation';
import { ask, post } from '../session/ask';
import { isOwner, useMe, useMeAgain } from '../session/me';
import { useStaff } from '../session/useStaff';
import { notify } from '../shell/notices';
import { hrefOf } from '../shell/route';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import './emergency.css';
import { ReviewForm, findings, type Review } from './ReviewForm';

interface Emergency {
  id: string;
  staff: { id: string; name: string | null };
  conversation: string;
  reason: string | null;
  from: string;
  until: string;
  entries: number | null;
  review: Review | null;
}

/** For owners: who went past their rights, why, what they did, and what was found about it. */
export function EmergenciesPage() {
  const me = useMe();
  const again = useMeAgain();
  const [page, setPage] = useState<Page<Emergency> | null>(null);
  const { busy, problem, run } = useAction();
  const time = clinicTime(me.clinic.timeZone);

  const load = useCallback((cursor: string | null = null) => run(async () => {
    const next = await ask<Page<Emergency>>(`emergencies${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
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
  return (
    <main className="page sections emergencies">
      <h1>Emergency accesses</h1>
      <p>Somebody opened a conversation that was not theirs, because a patient could not wait. Look at what they did and say whether it was right.</p>
      <Wrong problem={problem} />
      {!page && busy && <p role="status">Loading …</p>}
      {page?.items.length === 0 && <p className="empty">Nobody has used an emergency access.</p>}
      {page?.items.map((one) => (
        <article key={one.id} className={one.review ? 'card' : 'card waiting'}>
          <h2>{one.staff.name ?? 'Somebody who has left'}</h2>
          <p className="quiet">
            {time.exact(one.from)} to {time.exact(one.until)}
            {one.entries !== null && `, ${count(one.entries, 'entry in the log', 'entries in the log')}`}
          </p>
          <blockquote>{one.reason ?? 'The reason cannot be shown: it was changed from outside.'}</blockquote>
          <div className="buttons">
            <a className="button" href={`#/log/emergency/${one.id}`}>What they did</a>
            <a className="button" href={hrefOf('open', one.conversation)}>The conversation</a>
            {Date.parse(one.until) > Date.now() && <button type="button" className="danger" onClick={() => void end(one)}>End it now</button>}
          </div>
          {one.review
            ? <Reviewed review={one.review} at={time.exact(one.review.at)} />
            : <Unreviewed
                emergency={one}
                reviewed={() => {
                  notify('The review is kept.');
                  void load();
                  void again().catch(() => {});
                }}
              />}
        </article>
      ))}
      {page?.cursor && <button type="button" disabled={busy} onClick={() => void load(page.cursor)}>Show older ones</button>}
    </main>
  );
}

function Reviewed({ review, at }: { review: Review; at: string }) {
  const staff = useStaff();
  const by = typeof review.by === 'string' ? staff.find((one) => one.id === review.by)?.displayName : review.by.name;
  return (
    <div>
      <p><strong className={review.finding === 'appropriate' ? undefined : 'wrong'}>{findings[review.finding]}</strong> <span className="quiet">{by ?? 'Somebody who has left'}, {at}</span></p>
      {review.note && <p>{review.note}</p>}
    </div>
  );
}

function Unreviewed({ emergency, reviewed }: { emergency: Emergency; reviewed: () => void }) {
  const me = useMe();
  const staff = useStaff();
  const isMine = emergency.staff.id === me.id;
  const hasOther = staff.some((one) => one.role === 'owner' && one.active && one.id !== me.id);
  if (isMine && hasOther) return <p className="quiet">This was yours: another owner reviews it.</p>;
  return <ReviewForm id={emergency.id} reviewed={reviewed} />;
}
