import { useEffect } from 'react';
import type { ClinicTime } from '../../shared/time';
import { post } from '../session/ask';
import { useNameOf } from '../session/useStaff';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';
import type { Patient } from './PatientsPane';

interface LinkItem {
  id: string;
  patientId: string;
  kind: 'thread' | 'form';
  form: string | null;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  state: 'waiting' | 'proven' | 'locked' | 'expired' | 'revoked';
  lastOpenedAt: string | null;
}

const states: Record<LinkItem['state'], string> = {
  waiting: 'Not opened yet',
  proven: 'Opened by the patient',
  locked: 'Locked after five wrong tries. Call the patient, then send a new one',
  expired: 'Expired',
  revoked: 'Revoked',
};

export function LinksSection({ conversation, patients, tag, time }: {
  conversation: string;
  patients: readonly Patient[];
  tag: number;
  time: ClinicTime;
}) {
  const nameOf = useNameOf();
  const { busy, problem, run } = useAction();

  const { value, problem: unread, load } = useLoad<{ items: LinkItem[] }>(`conversations/${conversation}/links`);
  useEffect(() => {
    if (tag > 0) void load();
  }, [load, tag]);

  const revoke = (link: LinkItem) => run(async () => {
    await post(`conversations/${conversation}/links/${link.id}/revoke`);
    notify('The link opens nothing any more.');
    await load();
  });

  const links = value?.items ?? [];
  if (links.length === 0 && !unread) return null;
  return (
    <section aria-label="Secure links">
      <h3>Secure links</h3>
      <Wrong problem={problem ?? unread} />
      <ul className="links">
        {links.map((link) => {
          const live = link.state === 'waiting' || link.state === 'proven' || link.state === 'locked';
          return (
            <li key={link.id}>
              <p>
                <strong>{patients.find((one) => one.id === link.patientId)?.displayName ?? 'Somebody taken off'}</strong>
                {' · '}{link.kind === 'form' ? 'form' : 'messages'}
              </p>
              <p className={link.state === 'locked' ? 'wrong' : undefined}>
                {states[link.state]}{link.lastOpenedAt && ` (${time.full(link.lastOpenedAt)})`}
              </p>
              <p className="quiet">
                By {nameOf(link.createdBy.replace(/^staff:/, ''))}, {time.full(link.createdAt)}
                {live && `; until ${time.full(link.expiresAt)}`}
              </p>
              {live && <button type="button" disabled={busy} onClick={() => void revoke(link)}>Revoke</button>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
