import { useState } from 'react';
import { phone } from '../../../shared/phone';
import type { ClinicTime } from '../../../shared/time';
import type { Page } from '../../inbox/conversation';
import { ask } from '../../session/ask';
import { hrefOf } from '../../shell/route';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import type { Member } from '../campaign';
import { outcomeOf, statusOf, whyNot } from '../words';

/** Who is in it. Asked for by a person, never by itself: each look is in the log. */
export function PeopleTable({ campaign, time }: { campaign: string; time: ClinicTime }) {
  const [page, setPage] = useState<Page<Member> | null>(null);
  const { busy, problem, run } = useAction();

  const load = (cursor: string | null) => run(async () => {
    const next = await ask<Page<Member>>(`campaigns/${campaign}/people${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    setPage((before) => ({ items: cursor && before ? [...before.items, ...next.items] : next.items, cursor: next.cursor }));
  });

  return (
    <section className="card" aria-labelledby="people-title">
      <header className="section-head">
        <h2 id="people-title">People</h2>
        <button type="button" disabled={busy} onClick={() => void load(null)}>{page ? 'Refresh' : 'Show the people'}</button>
      </header>
      <Wrong problem={problem} />
      {busy && !page && <p role="status">Loading …</p>}
      {page?.items.length === 0 && <p className="quiet">Nobody yet.</p>}
      {page && page.items.length > 0 && (
        <ul className="members">
          {/* One patient may be in it for several visits; rows are only ever added at the end or all replaced. */}
          {page.items.map((member, index) => <Row key={index} member={member} time={time} />)}
        </ul>
      )}
      {page?.cursor && <button type="button" className="more" disabled={busy} onClick={() => void load(page.cursor)}>Show more people</button>}
    </section>
  );
}

function Row({ member, time }: { member: Member; time: ClinicTime }) {
  const { conversation, patient, status, outcome, nextAt, texts } = member;
  const went = texts.filter((one) => one.status === 'sent' || one.status === 'delivered').length;
  const isOut = status === 'suppressed'; // then the outcome says why
  const held = isOut ? outcome : texts.find((one) => one.reason)?.reason;
  return (
    <li>
      <a href={hrefOf('open', conversation)}>{patient.name || phone(patient.number) || 'Cannot be shown'}</a>
      <span>{outcome && !isOut ? outcomeOf(outcome) : statusOf(status)}</span>
      <span className="quiet">
        {nextAt ? `Next text ${time.full(nextAt)}` : went > 0 ? `${went} sent` : ''}
        {held && ` ${whyNot(held)}`}
      </span>
    </li>
  );
}
