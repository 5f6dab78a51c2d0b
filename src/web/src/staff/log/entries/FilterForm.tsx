import { useState, type FormEvent } from 'react';
import type { ClinicTime } from '../../../shared/time';
import { post } from '../../session/ask';
import { useMe } from '../../session/me';
import { useStaff } from '../../session/useStaff';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { DaysFields } from '../DaysFields';
import { lastDays, spanOf } from '../span';
import { shortOf } from '../useNames';

const others = { patient: 'A patient', carrier: 'The carrier', system: 'The program' };

/** What to look for. A patient's number and a person's address go in the body, never in an address line. */
export function FilterForm({ conversation, emergency, actions, time, look }: {
  conversation: string | null;
  emergency: string | null;
  actions: readonly { action: string; text: string }[];
  time: ClinicTime;
  look: (what: object) => void;
}) {
  const me = useMe();
  const staff = useStaff();
  const [days, setDays] = useState(() => lastDays(conversation || emergency ? 90 : 7, time));
  const [of, setOf] = useState(conversation);
  const [number, setNumber] = useState('');
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const [isEmergency, setEmergency] = useState(emergency !== null);
  const { busy, problem, run } = useAction();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const span = spanOf(days, time);
    if (!span) return;
    void run(async () => {
      const found = number.trim() ? (await post<{ conversation: string }>('audit/find', { number })).conversation : of;
      look({
        ...span,
        ...(found ? { conversation: found } : {}),
        ...(actor ? { actor } : {}),
        ...(action ? { action } : {}),
        ...(isEmergency ? { emergency: emergency ?? 'any' } : {}),
      });
    });
  };

  return (
    <form className="card filter no-print" aria-label="What to look for" onSubmit={submit} autoComplete="off">
      <DaysFields days={days} set={setDays} time={time} timeZone={me.clinic.timeZone} />
      <div className="field-row">
        {of
          ? (
            <p className="one-patient">
              <span className="quiet">Patient</span> Only {shortOf(of)}
              <button type="button" className="link" onClick={() => setOf(null)}>Look at all patients</button>
            </p>
          )
          : (
            <label>
              <span>Patient’s number</span>
              <input type="tel" value={number} maxLength={30} placeholder="all patients" onChange={(event) => setNumber(event.target.value)} />
            </label>
          )}
        <label>
          <span>Who</span>
          <select value={actor} onChange={(event) => setActor(event.target.value)}>
            <option value="">Everybody</option>
            {staff.map((one) => <option key={one.id} value={`staff:${one.id}`}>{one.displayName}{!one.active && ' (has left)'}</option>)}
            {Object.entries(others).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
          </select>
        </label>
        <label>
          <span>What</span>
          <select value={action} onChange={(event) => setAction(event.target.value)}>
            <option value="">Everything</option>
            {actions.map((one) => <option key={one.action} value={one.action}>{one.text}</option>)}
          </select>
        </label>
      </div>
      <label className="check">
        <input type="checkbox" checked={isEmergency} onChange={(event) => setEmergency(event.target.checked)} />
        {emergency ? `Only what was done under the emergency access ${emergency}` : 'Only what was done under an emergency access'}
      </label>
      <Wrong problem={problem} />
      <div className="buttons"><button type="submit" className="primary" disabled={busy}>Look</button></div>
    </form>
  );
}
