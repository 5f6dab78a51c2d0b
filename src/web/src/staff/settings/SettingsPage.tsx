import { useEffect } from 'react';
import { AutomaticAnswersForm, TemplatesForm, WordingForm } from './WordsForms';
import { AgreementsForm } from './AgreementsForm';
import { CannedForm } from './CannedForm';
import { ClinicForm } from './ClinicForm';
import { FormsForm } from './FormsForm';
import { PeopleSection } from './PeopleSection';
import { PoliciesForm } from './PoliciesForm';
import { RetentionForm } from './RetentionForm';
import type { Settings } from './settings';
import { WebhooksSection } from './WebhooksSection';
import '../shell/sections.css';
import './settings.css';
import { useSettings, type SettingsState } from './useSettings';

const sections: Record<string, string> = {
  people: 'People', clinic: 'Hours and holidays', answers: 'Automatic answers', templates: 'Templates and consent',
  canned: 'Canned replies', forms: 'Forms', policies: 'Policies',
  retention: 'Retention', agreements: 'Agreements', webhooks: 'Webhooks',
};

export function SettingsPage({ section }: { section: string }) {
  const state = useSettings();
  const { forgive } = state;
  const known = section in sections ? section : 'people';
  useEffect(() => {
    document.title = `${sections[known]} · Settings`;
    forgive();
    // A refusal belongs to the section it came from.
  }, [known]);

  return (
    <main className="page sections">
      <h1>{sections[known]}</h1>
      <ul className="tabs-line">
        {Object.entries(sections).map(([key, name]) => (
          <li key={key}><a href={`#/settings/${key}`} aria-current={key === known ? 'page' : undefined}>{name}</a></li>
        ))}
      </ul>
      {known === 'people' && <PeopleSection />}
      {known === 'webhooks' && <WebhooksSection />}
      {known !== 'people' && known !== 'webhooks' && <Section of={known} state={state} />}
    </main>
  );
}

function Section({ of, state }: { of: string; state: SettingsState }) {
  const { settings, problem, load } = state;
  return (
    <>
      {problem && (
        <div className="inline wrong" role="alert">
          {problem.title}
          <ul>
            {problem.findings.map((finding, index) => (
              <li key={index}><strong>{finding.field}</strong> {finding.problem ?? finding.why}</li>
            ))}
          </ul>
          {(problem.code === 'settings-changed' || !settings) && (
            <button type="button" onClick={() => void load()}>Load again</button>
          )}
        </div>
      )}
      {settings?.damaged && (
        <p className="inline warn" role="alert">
          The newest settings were changed from outside and do not open. These are the ones before; saving mends it.
        </p>
      )}
      {!settings && !problem && <p role="status">Loading …</p>}
      {settings && <Editor key={`${of} ${settings.version}`} of={of} settings={settings} state={state} />}
    </>
  );
}

// Keyed by version: after a save or a reload the fields show what is stored.
function Editor({ of, settings, state }: { of: string; settings: Settings; state: SettingsState }) {
  switch (of) {
    case 'clinic': return <ClinicForm settings={settings} state={state} />;
    case 'answers': return <AutomaticAnswersForm settings={settings} state={state} />;
    case 'templates': return <><TemplatesForm settings={settings} state={state} /><WordingForm settings={settings} state={state} /></>;
    case 'canned': return <CannedForm settings={settings} state={state} />;
    case 'forms': return <FormsForm settings={settings} state={state} />;
    case 'retention': return <RetentionForm settings={settings} state={state} />;
    case 'agreements': return <AgreementsForm settings={settings} state={state} />;
    default: return <PoliciesForm settings={settings} state={state} />;
  }
}

export interface EditorProps {
  settings: Settings;
  state: SettingsState;
}
