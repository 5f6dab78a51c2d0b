import { useMemo, useState, type FormEvent } from 'react';
import { count } from '../../../shared/count';
import { saveFile } from '../../../shared/save';
import { clinicTime } from '../../../shared/time';
import { useMe } from '../../session/me';
import { useStaff } from '../../session/useStaff';
import { DaysFields } from '../DaysFields';
import { NamesButton } from '../NamesButton';
import { ScanLine } from '../ScanLine';
import { lastDays, spanOf } from '../span';
import { useActions } from '../useActions';
import { useNames } from '../useNames';
import { useScan } from '../useScan';
import { merge, type Touched } from './merge';
import { isWhole, reportOf, type Question } from './report';
import { TouchedTable } from './TouchedTable';

const none: Touched[] = [];

/** Whose records did this account, or this address, touch: the question after a stolen password or a lost laptop. */
export function TouchedPage() {
  const me = useMe();
  const staff = useStaff();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const actions = useActions();
  const [by, setBy] = useState<'person' | 'address'>('person');
  const [actor, setActor] = useState('');
  const [address, setAddress] = useState('');
  const [days, setDays] = useState(() => lastDays(30, time));
  const [question, setQuestion] = useState<Question | null>(null);
  const scan = useScan<Touched, Touched[]>('audit/touched', none, merge);
  const sums = scan.result;
  const names = useNames(useMemo(() => sums.map((one) => one.conversation), [sums]));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const span = spanOf(days, time);
    if (!span) return;
    const who = by === 'person' ? staff.find((one) => `staff:${one.id}` === actor)?.displayName ?? actor : address.trim();
    setQuestion({ by, who, days, timeZone: me.clinic.timeZone, clinic: me.clinic.name, askedBy: me.displayName, askedAt: new Date().toISOString() });
    names.hide();
    scan.start({ ...(by === 'person' ? { actor } : { address: address.trim() }), ...span });
  };
  const { back, damaged } = scan.scanned;
  const reach = { done: scan.state === 'done', back, damaged };
  const save = () => question && saveFile(
    reportOf(question, sums, reach, names, actions.textOf, time), `records-touched-${question.days.from}-${question.days.until}.csv`);

  return (
    <>
      <p className="no-print">Use this when an account was misused or a device was lost: it lists each record that was opened or changed.</p>
      <form className="card filter no-print" aria-label="Who, and when" onSubmit={submit} autoComplete="off">
        <fieldset className="by">
          <legend>Look for</legend>
          <label className="check"><input type="radio" name="by" checked={by === 'person'} onChange={() => setBy('person')} />A person’s account</label>
          <label className="check"><input type="radio" name="by" checked={by === 'address'} onChange={() => setBy('address')} />An internet address</label>
        </fieldset>
        {by === 'person'
          ? (
            <label>
              <span>Person</span>
              <select value={actor} required onChange={(event) => setActor(event.target.value)}>
                <option value="">Choose …</option>
                {staff.map((one) => <option key={one.id} value={`staff:${one.id}`}>{one.displayName}{!one.active && ' (has left)'}</option>)}
              </select>
            </label>
          )
          : (
            <label>
              <span>Address, as in a provider’s report (203.0.113.7 or 2001:db8::1)</span>
              <input value={address} required maxLength={45} onChange={(event) => setAddress(event.target.value)} />
            </label>
          )}
        <DaysFields days={days} set={setDays} time={time} timeZone={me.clinic.timeZone} />
        <div className="buttons"><button type="submit" className="primary">Look</button></div>
      </form>
      {question && (
        <section aria-label="Records touched">
          <header className="report-head">
            <h2>Records touched by {question.who}</h2>
            <p className="quiet">
              {question.days.from} to {question.days.until} ({question.timeZone}). Asked {time.exact(question.askedAt)} by {question.askedBy}, {question.clinic}.
            </p>
          </header>
          <ScanLine {...scan} time={time} found={count(sums.length, 'record', 'records')} />
          {sums.length > 0 && (
            <>
              <NamesButton names={names} />
              {!isWhole(reach) && scan.state !== 'looking' && (
                <p className="inline warn">
                  This list is not complete: {reach.done ? 'what could not be read may have been about other records.' : 'the look was stopped before it was through.'}
                </p>
              )}
              <div className="buttons no-print">
                <button type="button" disabled={names.opening} onClick={save}>Save as a table (CSV)</button>
                <button type="button" onClick={() => print()}>Print</button>
              </div>
              <TouchedTable sums={sums} names={names} textOf={actions.textOf} time={time} />
            </>
          )}
          {reach.done && sums.length === 0 && (
            <p className="empty">
              {isWhole(reach) ? 'No record was touched in these days.' : 'No record is in what could be read of these days. That does not say that none was touched.'}
            </p>
          )}
        </section>
      )}
    </>
  );
}
