import { useEffect } from 'react';
import { saveFile } from '../../shared/save';
import { clinicTime } from '../../shared/time';
import { askRaw } from '../session/ask';
import { isManager, isOwner, useMe } from '../session/me';
import { useAction } from '../shell/useAction';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';
import '../shell/sections.css';
import { AgreementsTable } from './AgreementsTable';
import { bases, countOf, order, statuses, type Evidence, type Item } from './evidence';
import './evidence.css';

/** What the clinic shows to whoever asks how it keeps to 45 CFR 164.312, as the running system finds it. */
export function EvidencePage() {
  const me = useMe();
  useEffect(() => {
    document.title = 'Safeguards';
  }, []);
  if (!isManager(me)) {
    return <main className="page"><h1>Safeguards</h1><p>Managers and owners of the clinic see these. Ask one of them.</p></main>;
  }
  return <Safeguards />;
}

function Safeguards() {
  const me = useMe();
  const time = clinicTime(me.clinic.timeZone);
  const { value: evidence, problem, load } = useLoad<Evidence>('evidence');
  const download = useAction();
  const save = () => download.run(async () =>
    saveFile(await (await askRaw('evidence/report')).blob(), `safeguards-${time.key(new Date())}.html`));

  return (
    <main className="page sections evidence">
      <header className="evidence-head">
        <h1>Safeguards</h1>
        <div className="buttons no-print">
          <button type="button" onClick={() => void load()}>Check again</button>
          <button type="button" className="primary" disabled={download.busy || !evidence} onClick={() => void save()}>Download the report</button>
        </div>
      </header>
      <Wrong problem={problem ?? download.problem} />
      {!evidence && !problem && <p role="status">Checking …</p>}
      {evidence && (
        <>
          <p className="quiet">{evidence.clinic}, checked {time.exact(evidence.at)}, version {evidence.version}.</p>
          <ul className="tallies" aria-label="In short">
            {order.map((status) => (
              <li key={status} className={`tally is-${status}`}><strong>{countOf(evidence.items, status)}</strong> {statuses[status].name}</li>
            ))}
          </ul>
          {order.filter((status) => countOf(evidence.items, status) > 0).map((status) => (
            <section key={status} aria-label={statuses[status].title}>
              <h2>{statuses[status].title}</h2>
              <p className="quiet">{statuses[status].says}</p>
              <ul className="safeguards">
                {evidence.items.filter((one) => one.status === status).map((one) => <Line key={one.check} item={one} />)}
              </ul>
            </section>
          ))}
          <AgreementsTable agreements={evidence.agreements} canChange={isOwner(me)} />
        </>
      )}
    </main>
  );
}

function Line({ item }: { item: Item }) {
  const { id, title, kind, status, basis, found, mend, setting, code, test } = item;
  return (
    <li className="card">
      <h3><span className={`state-mark is-${status}`}>{statuses[status].name}</span> {title}</h3>
      <p className="quiet">45 CFR {id}, {kind}; {bases[basis]}</p>
      <p>{found}</p>
      {mend && <p className="inline warn"><strong>To do:</strong> {mend}</p>}
      {(setting || code || test) && (
        <details>
          <summary>Where to look</summary>
          <dl className="facts">
            {setting && <div><dt>Setting</dt><dd><code>{setting}</code></dd></div>}
            {code && <div><dt>Code</dt><dd><code>{code}</code></dd></div>}
            {test && <div><dt>Test</dt><dd><code>{test}</code></dd></div>}
          </dl>
        </details>
      )}
    </li>
  );
}
