import { useCallback, useEffect, useState } from 'react';
import { clinicTime } from '../../shared/time';
import { ask, post } from '../session/ask';
import { isManager, useMe } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { RecordsTable } from './RecordsTable';

interface Policy {
  id: string;
  title: string;
  version: number;
  text: string;
  attestedAt: string | null;
}

/** Policies to read and attest. While one is due, this is all that a person sees. */
export function TrainingPage({ due, done }: { due: boolean; done: () => void }) {
  const me = useMe();
  const time = clinicTime(me.clinic.timeZone);
  const [items, setItems] = useState<Policy[] | null>(null);
  const { busy, problem, run } = useAction();

  const load = useCallback(async () => setItems((await ask<{ items: Policy[] }>('training')).items), []);
  useEffect(() => {
    document.title = 'Training';
    void run(load);
    // once
  }, []);

  const attest = async (policy: Policy) => {
    const ok = await run(() => post(`training/${policy.id}/attest`, { version: policy.version }));
    if (!ok) return void load().catch(() => {});
    notify(`“${policy.title}” is attested.`);
    await load().catch(() => {});
    if (items?.every((one) => one.attestedAt || one.id === policy.id)) done();
  };
  const open = items?.filter((one) => !one.attestedAt) ?? [];

  return (
    <main className="page">
      <h1>Training</h1>
      {due && (
        <p className="banner">
          Read and attest {open.length === 1 ? 'the policy' : 'the policies'} below. Until then you cannot open patients’ messages.
        </p>
      )}
      <Wrong problem={problem} />
      {!items && !problem && <p role="status">Loading …</p>}
      {items?.length === 0 && <p className="quiet">The clinic has no policies yet.</p>}
      {items?.map((policy) => (
        <article key={policy.id} className="card">
          <h2>{policy.title}</h2>
          <p className="quiet">
            Version {policy.version}{policy.attestedAt && `, attested ${time.full(policy.attestedAt)}`}
          </p>
          <div className="policy" tabIndex={0} role="region" aria-label={policy.title}>{policy.text}</div>
          {!policy.attestedAt && (
            <button type="button" className="primary" disabled={busy} onClick={() => void attest(policy)}>
              I have read this and will follow it
            </button>
          )}
        </article>
      ))}
      {!due && isManager(me) && <RecordsTable time={time} />}
    </main>
  );
}
