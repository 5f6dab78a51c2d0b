import { useCallback, useEffect, useState } from 'react';
import { clinicTime } from '../../shared/time';
import { ask, post } from '../session/ask';
import { useMe, type Role } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { AddPerson } from './AddPerson';

export interface Person {
  id: string;
  displayName: string;
  role: Role;
  active: boolean;
  email?: string | null;
  lastSeenAt?: string | null;
  openSessions?: number;
  trainingDue?: boolean;
}

export const roles: Record<Role, string> = {
  owner: 'Owner: everything', manager: 'Manager: assigns, reads records', member: 'Member: own and shared conversations',
};

export function PeopleSection() {
  const [people, setPeople] = useState<Person[] | null>(null);
  const { busy, problem, run } = useAction();
  const load = useCallback(async () => setPeople((await ask<{ items: Person[] }>('staff')).items), []);
  useEffect(() => void run(load), [load]);

  const change = (person: Person, part: Partial<Person>, done: string) => run(async () => {
    await post(`staff/${person.id}`, part);
    notify(done);
    await load();
  });
  const endSessions = (person: Person) => run(async () => {
    const { ended } = await post<{ ended: number }>(`staff/${person.id}/end-sessions`);
    notify(`${person.displayName} is signed out everywhere (${ended}).`);
    await load();
  });

  return (
    <>
      <Wrong problem={problem} />
      {!people && !problem && <p role="status">Loading …</p>}
      {people?.map((person) => (
        <PersonCard key={person.id} person={person} busy={busy} change={change} endSessions={() => void endSessions(person)} />
      ))}
      <AddPerson added={() => void load()} />
    </>
  );
}

function PersonCard({ person, busy, change, endSessions }: {
  person: Person;
  busy: boolean;
  change: (person: Person, part: Partial<Person>, done: string) => Promise<boolean>;
  endSessions: () => void;
}) {
  const me = useMe();
  const time = clinicTime(me.clinic.timeZone);
  const [removing, setRemoving] = useState(false);
  const [chosen, setChosen] = useState<Role | null>(null);
  const { displayName, role, active, email, lastSeenAt, openSessions = 0, trainingDue } = person;
  const save = async (next: Role) => {
    await change(person, { role: next }, `${displayName} is ${next} now.`);
    setChosen(null);
  };
  const remove = async () => {
    setRemoving(false);
    await change(person, { active: false }, `${displayName} has no access any more.`);
  };
  return (
    <section className={active ? 'card person' : 'card person left'} aria-label={displayName}>
      <div className="person-name">
        <h2>{displayName}{person.id === me.id && ' (you)'}</h2>
        <p className="quiet">{email}</p>
        <p className="quiet">
          {!active ? 'Has no access' : lastSeenAt ? `Last here ${time.full(lastSeenAt)}` : 'Has not signed in yet'}
          {active && openSessions > 0 && ` · ${openSessions === 1 ? '1 session' : `${openSessions} sessions`} open`}
        </p>
        {active && trainingDue && <p className="wrong">Training is due: cannot open messages</p>}
      </div>
      <label>
        <span>Role</span>
        <select
          value={chosen ?? role} disabled={busy || !active}
          onChange={(event) => setChosen(event.target.value as Role)}
        >
          {Object.entries(roles).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
        </select>
      </label>
      <div className="buttons">
        {chosen !== null && chosen !== role && (
          <button type="button" className="primary" disabled={busy} onClick={() => void save(chosen)}>Save role</button>
        )}
        <button type="button" disabled={busy} onClick={endSessions}>End sessions</button>
        {active && removing && (
          <>
            <button type="button" className="danger" disabled={busy} onClick={() => void remove()}>Yes, remove access</button>
            <button type="button" onClick={() => setRemoving(false)}>No</button>
          </>
        )}
        {active && !removing && (
          <button type="button" className="danger" disabled={busy} onClick={() => setRemoving(true)}>Remove access</button>
        )}
        {!active
          && <button type="button" disabled={busy} onClick={() => void change(person, { active: true }, `${displayName} has access again.`)}>Give access again</button>}
      </div>
    </section>
  );
}
