import { useState } from 'react';
import type { ClinicTime } from '../../../shared/time';
import { saveAnswer } from '../../../shared/save';
import { askRaw } from '../../session/ask';
import { useNameOf } from '../../session/useStaff';
import { copy } from '../../shell/copy';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { actorOf, isBad, isConversation, outcomeOf, type Entry } from '../entry';
import type { Names } from '../useNames';

/** One entry: time, who, what, about whom; the rest when it is opened. */
export function EntryLine({ entry, textOf, names, time }: {
  entry: Entry;
  textOf: (action: string) => string;
  names: Names;
  time: ClinicTime;
}) {
  const [open, setOpen] = useState(false);
  const staffName = useNameOf();
  const subjectOf = (subject: string) => isConversation(subject) ? names.nameOf(subject)
    : subject.startsWith('staff:') ? staffName(subject.slice(6)) : subject;
  const { at, action, subjects, outcome, emergency } = entry;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="entry-at">{time.exact(at)}</span>
          <span className="entry-who">{actorOf(entry)}</span>
          <span className="entry-what">
            {textOf(action)}
            {isBad(outcome) ? <> <strong className="wrong">{outcomeOf(outcome)}</strong></> : outcome !== 'done' && <> <span className="quiet">{outcomeOf(outcome)}</span></>}
            {emergency && <> <strong className="mark">Emergency</strong></>}
          </span>
          <span className="entry-whose">{subjects.slice(0, 2).map(subjectOf).join(', ')}{subjects.length > 2 && ` and ${subjects.length - 2} more`}</span>
        </summary>
        {open && <Details entry={entry} subjectOf={subjectOf} />}
      </details>
    </li>
  );
}

function Details({ entry, subjectOf }: { entry: Entry; subjectOf: (subject: string) => string }) {
  const { busy, problem, run } = useAction();
  const place = `${entry.writer} ${entry.seq}`;
  const proof = () => run(async () => saveAnswer(
    await askRaw(`audit/log/proof?writer=${encodeURIComponent(entry.writer)}&seq=${entry.seq}`), `proof-${entry.writer}-${entry.seq}.txt`));
  return (
    <div className="entry-more">
      <dl className="facts">
        <div><dt>Action</dt><dd><code>{entry.action}</code></dd></div>
        <div><dt>Outcome</dt><dd>{outcomeOf(entry.outcome)}{entry.detail && <> <code>{entry.detail}</code></>}</dd></div>
        {entry.subjects.length > 0 && (
          <div>
            <dt>Whose record</dt>
            <dd>
              <ul>
                {entry.subjects.map((one) => (
                  <li key={one}>{isConversation(one) ? <a href={`#/log/entries/${one}`}>{subjectOf(one)}</a> : subjectOf(one)}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {entry.source && <div><dt>From address</dt><dd><a href={`#/log/address/${entry.source.slice(5)}`}>{entry.source.slice(5)}</a> <span className="quiet">(hashed)</span></dd></div>}
        {entry.emergency && <div><dt>Emergency</dt><dd><a href={`#/log/emergency/${entry.emergency}`}>{entry.emergency}</a></dd></div>}
        <div><dt>Cause</dt><dd><code>{entry.correlation}</code></dd></div>
        <div><dt>Place in the log</dt><dd><code>{place}</code></dd></div>
      </dl>
      <Wrong problem={problem} />
      <div className="buttons">
        <button type="button" disabled={busy} onClick={() => void proof()}>Download proof</button>
        <button type="button" onClick={() => void copy(place)}>Copy its place</button>
      </div>
    </div>
  );
}
