import { useEffect, useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import { ask } from '../session/ask';

interface Attestation {
  staff: string;
  displayName: string;
  policy: string;
  title: string;
  version: number;
  attestedAt: string | null;
}

export function RecordsTable({ time }: { time: ClinicTime }) {
  const [items, setItems] = useState<Attestation[] | null>(null);
  useEffect(() => {
    let over = false;
    ask<{ items: Attestation[] }>('training/records').then((answer) => over || setItems(answer.items), () => {});
    return () => void (over = true);
  }, []);
  if (!items) return null;
  return (
    <section aria-label="Who has attested">
      <h2>Who has attested</h2>
      <div className="table-frame" tabIndex={0} role="region" aria-label="Records of training">
        <table>
          <thead><tr><th scope="col">Person</th><th scope="col">Policy</th><th scope="col">Version</th><th scope="col">Attested</th></tr></thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.staff} ${item.policy} ${item.version}`}>
                <th scope="row">{item.displayName}</th>
                <td>{item.title}</td>
                <td>{item.version}</td>
                <td>{item.attestedAt ? time.full(item.attestedAt) : <strong className="wrong">not yet</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
