import { useEffect, useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import type { Patient } from '../patients/PatientsPane';
import { ask, post } from '../session/ask';
import { isOwner, useMe } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';
import { ExportButton } from './ExportButton';
import { HoldDialog } from './HoldDialog';
import { nameOf, type RecordState } from './record';
import './records.css';
import { ShredDialog } from './ShredDialog';

/** The record of one number as a whole: who looked, how long it is kept, hold, export, shred. */
export function RecordSection({ conversation, number, time, seen }: {
  conversation: string;
  number: string | null;
  time: ClinicTime;
  /** Told each time that the record was asked for. */
  seen?: (conversation: string, record: RecordState) => void;
}) {
  const me = useMe();
  const path = `conversations/${conversation}`;
  const { value: record, problem, load } = useLoad<RecordState>(`${path}/record`);
  const [asking, setAsking] = useState<'hold' | 'release' | 'shred' | null>(null);
  const [people, setPeople] = useState<Patient[]>([]);
  const undoing = useAction();
  const owner = isOwner(me);

  const done = (words: string) => {
    setAsking(null);
    notify(words);
    void load();
  };
  useEffect(() => {
    if (record) seen?.(conversation, record);
  }, [conversation, record, seen]);
  const askToShred = () => undoing.run(async () => {
    setPeople((await ask<{ items: Patient[] }>(`${path}/patients`)).items);
    setAsking('shred');
  });
  const keep = () => undoing.run(() => post(`${path}/shred/cancel`)).then((ok) => ok && done('The record stays.'));
  const last = record?.exports[0];

  return (
    <section className="record" aria-label="Record">
      <Wrong problem={problem} />
      {!record && !problem && <p role="status">Loading …</p>}
      {record && (
        <>
          {record.shredding && (
            <div className="inline wrong">
              <p>This record will be <strong>destroyed on {time.exact(record.shredding.at)}</strong> (asked by {nameOf(record.shredding)}). Until then it can be kept.</p>
              {owner && <button type="button" disabled={undoing.busy} onClick={() => void keep()}>Keep it after all</button>}
            </div>
          )}
          {record.hold && (
            <p className="inline warn">
              <strong>On hold</strong> since {time.exact(record.hold.since)}, by {nameOf(record.hold)}. It is not destroyed while it is on hold.
              {record.hold.reason && <> Reason: {record.hold.reason}</>}
            </p>
          )}
          <dl className="facts">
            <div><dt>Last activity</dt><dd>{record.lastActivityAt ? time.exact(record.lastActivityAt) : 'none'}</dd></div>
            <div><dt>Keep until</dt><dd>{record.keepUntil ? time.exact(record.keepUntil) : 'not known'}{record.due && <strong> (over: it may be destroyed)</strong>}</dd></div>
            <div><dt>Last export</dt><dd>{last ? `${time.exact(last.at)}, by ${nameOf(last)}` : 'never'}</dd></div>
          </dl>
          <Wrong problem={undoing.problem} />
          <div className="buttons">
            <a className="button" href={`#/log/entries/${conversation}`}>Who looked</a>
            <ExportButton conversation={conversation} number={number} exported={() => done('The record is downloaded. Keep the file safe: it is not sealed any more.')} />
            {owner && (record.hold
              ? <button type="button" onClick={() => setAsking('release')}>Release the hold …</button>
              : <button type="button" onClick={() => setAsking('hold')}>Put on hold …</button>)}
            {owner && !record.shredding && <button type="button" className="danger" disabled={undoing.busy} onClick={() => void askToShred()}>Shred …</button>}
          </div>
        </>
      )}
      {(asking === 'hold' || asking === 'release') && (
        <HoldDialog path={path} release={asking === 'release'} close={() => setAsking(null)} done={done} />
      )}
      {asking === 'shred' && record && (
        <ShredDialog
          path={path} record={record} number={number} people={people} time={time} close={() => setAsking(null)}
          done={(at, patients) => done(`It will be destroyed on ${time.exact(at)}${patients > 1 ? `, for all ${patients} people on this number` : ''}. Until then you can keep it.`)}
        />
      )}
    </section>
  );
}
