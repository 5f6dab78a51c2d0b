import { count } from '../../shared/count';
import type { ClinicTime } from '../../shared/time';
import { useMe } from '../session/me';
import { useStaff } from '../session/useStaff';
import { hrefOf } from '../shell/route';
import { findings, type Emergency, type Review } from './emergency';
import { ReviewForm } from './ReviewForm';

/** One emergency access: who, when, why, the way to what they did, and what an owner found of it. */
export function EmergencyCard({ emergency, busy, time, end, reviewed }: {
  emergency: Emergency;
  busy: boolean;
  time: ClinicTime;
  end: () => void;
  reviewed: () => void;
}) {
  const me = useMe();
  const { id, staff, conversation, reason, from, until, entries, review } = emergency;
  const isOpen = Date.parse(until) > Date.now();
  const title = staff.name ?? 'Somebody who has left';
  return (
    <article className={review ? 'card' : 'card waiting'} aria-label={`${title}, ${time.exact(from)}`}>
      <h2>{title}</h2>
      <p className="quiet">
        {time.exact(from)} to {time.exact(until)}
        {entries !== null && `, ${count(entries, 'entry in the log', 'entries in the log')}`}
      </p>
      <blockquote>{reason ?? 'The reason is not there any more: the record was destroyed, or it was changed from outside.'}</blockquote>
      <div className="buttons">
        <a className="button" href={`#/log/emergency/${id}`}>What they did</a>
        <a className="button" href={hrefOf('open', conversation)}>The conversation</a>
        {isOpen && <button type="button" className="danger" disabled={busy} onClick={end}>End it now</button>}
      </div>
      {review ? <Reviewed review={review} at={time.exact(review.at)} />
        : isOpen ? <p className="quiet">It is still open. When it is over, review it here.</p>
          : <Unreviewed id={id} isMine={staff.id === me.id} reviewed={reviewed} />}
    </article>
  );
}

function Reviewed({ review, at }: { review: Review; at: string }) {
  return (
    <div>
      <p>
        <strong className={review.finding === 'appropriate' ? undefined : 'wrong'}>{findings[review.finding]}</strong>{' '}
        <span className="quiet">{review.by.name ?? 'Somebody who has left'}, {at}</span>
      </p>
      {review.note && <p>{review.note}</p>}
    </div>
  );
}

function Unreviewed({ id, isMine, reviewed }: { id: string; isMine: boolean; reviewed: () => void }) {
  const me = useMe();
  const staff = useStaff();
  const hasOther = staff.some((one) => one.role === 'owner' && one.active && one.id !== me.id);
  return isMine && hasOther
    ? <p className="quiet">This was yours: another owner reviews it.</p>
    : <ReviewForm id={id} reviewed={reviewed} />;
}
