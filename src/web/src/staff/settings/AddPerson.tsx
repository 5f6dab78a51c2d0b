import { useState, type FormEvent } from 'react';
import { post } from '../session/ask';
import type { Role } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { roles } from './PeopleSection';

export function AddPerson({ added }: { added: () => void }) {
  const [displayName, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const { busy, problem, run } = useAction();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ok = await run(() => post('staff', { email: email.trim(), displayName: displayName.trim(), role }));
    if (!ok) return;
    notify(`${displayName.trim()} can sign in now.`);
    setName('');
    setEmail('');
    added();
  };

  return (
    <form className="card" aria-label="Add a person" autoComplete="off" onSubmit={(event) => void submit(event)}>
      <h2>Add a person</h2>
      <div className="field-row">
        <label>
          <span>Name</span>
          <input value={displayName} required maxLength={80} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          <span>Work e-mail (the one they sign in with)</span>
          <input type="email" value={email} required maxLength={200} onChange={(event) => setEmail(event.target.value)} />
        </label>
        <label>
          <span>Role</span>
          <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {Object.entries(roles).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
          </select>
        </label>
      </div>
      <Wrong problem={problem} />
      <div className="buttons"><button type="submit" className="primary" disabled={busy}>Add</button></div>
    </form>
  );
}
