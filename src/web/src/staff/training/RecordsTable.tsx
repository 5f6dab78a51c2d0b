import type { ClinicTime } from '../../shared/time';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';

interface Attestation {
  staff: string;
  displayName: string;
  policy: string;
  title: string;
  version: number;
  attestedAt: string | null;
}

export function RecordsTable({ time }: { time: ClinicTime }) {
  const { value, problem } = useLoad<{ items: Attestation[] }>('training/records');
  return (
    <section aria-label="Who has attested">
      <h2>Who has attested</h2>
      <Wrong problem={problem} />
      {!value && !problem && <p role="status">Loading …</p>}
      {value && (
        <div className="table-frame" tabIndex={0} role="region" aria-label="Records of training">
          <table>
            <thead><tr><th scope="col">Person</th><th scope="col">Policy</th><th scope="col">Version</th><th scope="col">Attested</th></tr></thead>
            <tbody>
              {value.items.map((item) => (
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
      )}
    </section>
  );
}
