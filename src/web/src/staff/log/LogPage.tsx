import { useEffect } from 'react';
import { isManager, useMe } from '../session/me';
import '../shell/sections.css';
import { EntriesPage } from './entries/EntriesPage';
import './log.css';
import { onlyOf } from './only';
import { ProofPage } from './proof/ProofPage';
import { TouchedPage } from './touched/TouchedPage';

const sections: Record<string, string> = { entries: 'Who did what', touched: 'Whose records were touched', proof: 'The log itself' };

/** The log for the compliance officer: `#/log`, `#/log/touched`, `#/log/proof`; other sections narrow the first down. */
export function LogPage({ section, item }: { section: string; item: string | null }) {
  const me = useMe();
  const known = section in sections ? section : 'entries';
  useEffect(() => {
    document.title = `${sections[known]} · Log`; // never a patient: titles stay in the history
  }, [known]);

  if (!isManager(me)) {
    return <main className="page"><h1>Log</h1><p>Managers and owners of the clinic look through the log. Ask one of them.</p></main>;
  }
  return (
    <main className="page sections log">
      <h1>{known === 'entries' ? 'Log' : sections[known]}</h1>
      <ul className="tabs-line no-print" aria-label="Parts of the log">
        {Object.entries(sections).map(([key, name]) => (
          <li key={key}>
            <a href={key === 'entries' ? '#/log' : `#/log/${key}`} aria-current={key === known ? 'page' : undefined}>{name}</a>
          </li>
        ))}
      </ul>
      {known === 'entries' && <EntriesPage key={`${section} ${item}`} only={onlyOf(section, item)} />}
      {known === 'touched' && <TouchedPage />}
      {known === 'proof' && <ProofPage />}
    </main>
  );
}
