import { useState, type FormEvent } from 'react';
import type { ClinicTime } from '../../../shared/time';
import { post } from '../../session/ask';
import { useMe } from '../../session/me';
import { useStaff } from '../../session/useStaff';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { DaysFields } from '../DaysFields';
import type { Only } from '../only';
import { lastDays, spanOf, type Days } from '../span';
import { shortOf } from '../useNames';

const others = { patient: 'A patient', carrier: 'The carrier', system: 'The program' };

/** What to look for. A patient's number and a person's address go in the body, never in an address line. */
export function FilterForm({ only, actions, time, look }: {
  only: Only | null;
  actions: readonly { action: string; text: string }[];
  time: ClinicTime;
  look: (what: object, days: Days) => void;
}) {
  const me = useMe();
  const staff = useStaff();
  const [days, setDays] = useState(() => lastDays(only ? 90 : 7, time));
  const [number, setNumber] = useState('');
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const [isEmergency, setEmergency] = useState(false);
  const { busy, problem, run } = useAction();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const span = spanOf(days, time);
    if (!span) return;
    void run(async () => {
      const conversation = number.trim() ? (await post<{ conversation: string }>('audit/find', { number })).conversation : null;
      look({
        ...span,
        ...(conversation && { conversation }),
        ...(actor && { actor }),
        ...(action && { action }),
        ...(isEmergency && { emergency: 'any' }),
        ...bodyOf(only),
      }, days);
    });
  };

  return (
    <form className="card filter no-print" aria-label="What to look for" onSubmit={submit} autoComplete="off">
      {only && <p className="only"><strong>{titleOf(only)}</strong> <a href="#/log">Look at everything</a></p>}
      <DaysFields days={days} set={setDays} time={time} timeZone={me.clinic.timeZone} />
      <div className="field-row">
        {only?.by !== 'patient' && (
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
      {only?.by !== 'emergency' && (
        <label className="check">
          <input type="checkbox" checked={isEmergency} onChange={(event) => setEmergency(event.target.checked)} />
          Only what was done under an emergency access
        </label>
      )}
      <Wrong problem={problem} />
      <div className="buttons"><button type="submit" className="primary" disabled={busy}>Look</button></div>
    </form>
  );
}

function bodyOf(only: Only | null): object {
  switch (only?.by) {
    case 'patient': return { conversation: only.conversation };
    case 'emergency': return { emergency: only.emergency };
    case 'address': return { source: only.source };
    default: return {};
  }
}

function titleOf(only: Only): string {
  switch (only.by) {
    case 'patient': return `One patient only: ${shortOf(only.conversation)}`;
    case 'emergency': return `One emergency access only: ${shortOf(only.emergency)}`;
    case 'address': return `One internet address only: ${shortOf(only.source.slice(5))}`;
  }
}
