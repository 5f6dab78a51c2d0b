import { clinicTime } from '../../../shared/time';
import { useMe } from '../../session/me';
import { useNameOf } from '../../session/useStaff';
import { Wrong } from '../../shell/Wrong';
import { useLoad } from '../../shell/useLoad';
import { importKinds, importStates, type ImportLine } from './import';

export function ImportList() {
  const me = useMe();
  const nameOf = useNameOf();
  const time = clinicTime(me.clinic.timeZone);
  const { value, problem } = useLoad<{ items: ImportLine[] }>('imports');
  if (value?.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="earlier">
      <h2 id="earlier">Earlier imports</h2>
      <Wrong problem={problem} />
      {!value && !problem && <p role="status">Loading …</p>}
      <ul className="members">
        {value?.items.map((one) => (
          <li key={one.id}>
            <a href={`#/campaigns/import/${one.id}`}>{one.fileName || 'File'}</a>
            <span>{importStates[one.state] ?? one.state}, {one.done.toLocaleString('en-US')} of {one.rows.toLocaleString('en-US')}</span>
            <span className="quiet">{importKinds[one.kind] ?? one.kind}, {time.full(one.createdAt)}, by {nameOf(one.createdBy)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
