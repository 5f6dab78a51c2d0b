import { useState } from 'react';
import type { Conversation } from '../inbox/conversation';
import { post } from '../session/ask';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { PatientForm } from './PatientForm';
import type { Patient } from './PatientsPane';
import { SendLink } from './SendLink';

export function PatientCard({ conversation, patient, newest, saved, linked }: {
  conversation: Conversation;
  patient: Patient;
  newest: string | undefined;
  saved: () => Promise<void>;
  linked: () => void;
}) {
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { busy, problem, run } = useAction();
  const path = `conversations/${conversation.id}/patients/${patient.id}`;

  const remove = async () => {
    if (!(await run(() => post(`${path}/remove`)))) return;
    notify(`${patient.displayName} was taken off this number.`);
    void saved();
  };

  if (editing) {
    return (
      <section aria-label={patient.displayName}>
        <PatientForm
          path={path} patient={patient} cancel={() => setEditing(false)}
          saved={() => {
            setEditing(false);
            void saved();
          }}
        />
      </section>
    );
  }
  return (
    <section aria-label={patient.displayName}>
      <h3>{patient.displayName}</h3>
      {patient.damaged && (
        <p className="inline wrong">This record was changed from outside. Ask the patient, and enter it again.</p>
      )}
      <dl className="facts">
        <div>
          <dt>Born</dt>
          <dd>{patient.dateOfBirth ?? <span className="wrong">not known: links cannot be sent</span>}</dd>
        </div>
        <div><dt>Language</dt><dd>{patient.language === 'es' ? 'Español' : 'English'}</dd></div>
      </dl>
      <Wrong problem={problem} />
      <div className="buttons">
        <button type="button" onClick={() => setEditing(true)}>Change</button>
        {removing
          ? (
            <>
              <button type="button" className="danger" disabled={busy} onClick={() => void remove()}>Yes, take off</button>
              <button type="button" onClick={() => setRemoving(false)}>No</button>
            </>
          )
          : <button type="button" onClick={() => setRemoving(true)}>Take off this number</button>}
      </div>
      <SendLink conversation={conversation} patient={patient} newest={newest} linked={linked} edit={() => setEditing(true)} />
    </section>
  );
}
