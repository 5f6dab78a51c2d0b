import { useCallback, useEffect, useState } from 'react';
import { clinicTime } from '../../shared/time';
import { ask, post } from '../session/ask';
import { useMe } from '../session/me';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { NewSecret } from './NewSecret';

interface Webhooks {
  url: string;
  secrets: { id: string; createdAt: string }[];
}

const kinds: [string, string][] = [
  ['payment-posted', 'a payment was posted'], ['appointment-changed', 'an appointment was made or moved'],
  ['appointment-cancelled', 'an appointment was cancelled'], ['call-missed', 'a call was not answered'],
];

/** Where other systems report what has happened, and the secrets by which they are believed. */
export function WebhooksSection() {
  const me = useMe();
  const time = clinicTime(me.clinic.timeZone);
  const [webhooks, setWebhooks] = useState<Webhooks | null>(null);
  const [fresh, setFresh] = useState<{ id: string; secret: string } | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const { busy, problem, run } = useAction();
  const load = useCallback(async () => setWebhooks(await ask<Webhooks>('webhooks')), []);
  useEffect(() => void run(load), [load]);

  const make = () => run(async () => {
    setFresh(await post<{ id: string; secret: string }>('webhooks/secrets'));
    await load();
  });
  const remove = (id: string) => run(async () => {
    setRemoving(null);
    await ask(`webhooks/secrets/${id}`, { method: 'DELETE' });
    if (fresh?.id === id) setFresh(null);
    notify('The secret is removed. What is signed with it is refused from now on.');
    await load();
  });

  return (
    <>
      <Wrong problem={problem} />
      {!webhooks && !problem && <p role="status">Loading …</p>}
      {webhooks && (
        <section className="card" aria-label="Address">
          <h2>Address</h2>
          <p>Your practice system reports here what has happened, so that texts stop or move within seconds.</p>
          <ul className="hook-list">
            {kinds.map(([kind, words]) => (
              <li key={kind}><code>{webhooks.url.replace(/\/$/, '')}/{kind}</code> <span className="quiet">{words}</span></li>
            ))}
          </ul>
        </section>
      )}
      {webhooks && (
        <section className="card" aria-label="Secrets">
          <h2>Secrets</h2>
          <p className="quiet">A report counts only when it is signed with one of these. To change the secret, make a second one, give it to the other system, then remove the first.</p>
          {webhooks.secrets.length === 0 && <p>There is none: every report is refused.</p>}
          <ul className="hook-list">
            {webhooks.secrets.map(({ id, createdAt }) => (
              <li key={id}>
                <span>Made {time.full(createdAt)}</span>
                {removing === id
                  ? (
                    <span className="buttons">
                      <button type="button" className="danger" disabled={busy} onClick={() => void remove(id)}>Yes, remove it</button>
                      <button type="button" onClick={() => setRemoving(null)}>No</button>
                    </span>
                  )
                  : (
                    <button
                      type="button" disabled={busy} aria-label={`Remove the secret made ${time.full(createdAt)}`}
                      onClick={() => setRemoving(id)}
                    >
                      Remove
                    </button>
                  )}
              </li>
            ))}
          </ul>
          {fresh && <NewSecret key={fresh.id} secret={fresh.secret} done={() => setFresh(null)} />}
          <div><button type="button" className={fresh ? undefined : 'primary'} disabled={busy} onClick={() => void make()}>Make a new secret</button></div>
        </section>
      )}
    </>
  );
}
