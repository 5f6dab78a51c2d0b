import { useEffect, useRef, useState } from 'react';
import type { Conversation } from '../inbox/conversation';
import { ask, post } from '../session/ask';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import type { Patient } from './PatientsPane';

interface FormName {
  id: string;
  title: { en: string; es: string };
}

/** A link to the thread or to a form, for one person. */
export function SendLink({ conversation, patient, newest, linked, edit }: {
  conversation: Conversation;
  patient: Patient;
  /** Newest text of the patient that is on the page. */
  newest: string | undefined;
  linked: () => void;
  edit: () => void;
}) {
  const [forms, setForms] = useState<FormName[]>([]);
  const [what, setWhat] = useState('thread');
  const { busy, problem, run } = useAction();
  // One key for one wish: it changes only when the wish was fulfilled or is another one.
  const key = useRef<{ what: string; key: string } | null>(null);

  useEffect(() => {
    let over = false;
    ask<{ items: FormName[] }>('forms').then((answer) => over || setForms(answer.items), () => {});
    return () => void (over = true);
  }, []);

  const send = () => run(async () => {
    if (key.current?.what !== what) key.current = { what, key: crypto.randomUUID() };
    const wish = what === 'thread' ? { kind: 'thread' } : { kind: 'form', form: what };
    await post(`conversations/${conversation.id}/links`, {
      patientId: patient.id, ...wish, ...(newest ? { seen: newest } : {}), idempotencyKey: key.current.key,
    });
    key.current = null;
    notify('The link is on its way.');
    linked();
  });

  return (
    <>
      <div className="field-row">
        <label className="grow">
          <span>Secure link to</span>
          <select value={what} onChange={(event) => setWhat(event.target.value)}>
            <option value="thread">the messages</option>
            {forms.map((form) => <option key={form.id} value={form.id}>{form.title[patient.language]}</option>)}
          </select>
        </label>
        <button type="button" className="primary" disabled={busy} onClick={() => void send()}>Send link</button>
      </div>
      <Wrong problem={problem} />
      {problem?.code === 'birth-date-missing' && <button type="button" onClick={edit}>Enter the date of birth</button>}
    </>
  );
}
