import { useEffect, type ReactNode } from 'react';
import { Wrong } from '../shell/Wrong';
import { AgreementsForm } from './AgreementsForm';
import { CannedForm } from './CannedForm';
import { HolidaysForm, HoursForm, OfficeNumberForm } from './ClinicForms';
import { FormsForm } from './FormsForm';
import { PeopleSection } from './PeopleSection';
import { PoliciesForm } from './PoliciesForm';
import { RetentionForm } from './RetentionForm';
import type { Section, Settings } from './settings';
import { WebhooksSection } from './WebhooksSection';
import { AutomaticAnswersForm, TemplatesForm, WordingForm } from './WordsForms';
import '../shell/sections.css';
import './settings.css';
import { useSettings, type SettingsState } from './useSettings';

const sections: Record<string, string> = {
  people: 'People', clinic: 'Hours and holidays', answers: 'Automatic answers', templates: 'Templates and consent',
  canned: 'Canned replies', forms: 'Forms', policies: 'Policies',
  retention: 'Retention', agreements: 'Agreements', webhooks: 'Webhooks',
};

const forms: Record<string, [Section, (props: EditorProps) => ReactNode][]> = {
  clinic: [['officeNumber', OfficeNumberForm], ['hours', HoursForm], ['holidays', HolidaysForm]],
  answers: [['automaticAnswers', AutomaticAnswersForm]],
  templates: [['templates', TemplatesForm], ['consentWording', WordingForm]],
  canned: [['cannedReplies', CannedForm]],
  forms: [['forms', FormsForm]],
  policies: [['policies', PoliciesForm]],
  retention: [['retention', RetentionForm]],
  agreements: [['agreements', AgreementsForm]],
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
      {forms[known] && <Editors of={forms[known]} state={state} />}
    </main>
  );
}

function Editors({ of, state }: { of: (typeof forms)[string]; state: SettingsState }) {
  const { settings, problem, load } = state;
  return (
    <>
      <Wrong problem={problem} />
      {problem && (problem.code === 'settings-changed' || !settings) && (
        <div><button type="button" onClick={() => void load()}>Load again</button></div>
      )}
      {settings?.damaged && (
        <p className="inline warn" role="alert">
          The newest settings were changed from outside and do not open. These are the ones before; saving mends it.
        </p>
      )}
      {!settings && !problem && <p role="status">Loading …</p>}
      {/* By what is stored: its fields show it after a save, and what is typed in the other forms of the page stays. */}
      {settings && of.map(([section, Fields]) => (
        <Fields key={`${section} ${JSON.stringify(settings[section])}`} settings={settings} state={state} />
      ))}
    </>
  );
}

export interface EditorProps {
  settings: Settings;
  state: SettingsState;
}
