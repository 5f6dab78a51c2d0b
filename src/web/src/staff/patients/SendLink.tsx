import { useEffect, useState } from 'react';
import type { Form } from '../../shared/form';
import { wishes } from '../../shared/wishes';
import type { Conversation } from '../inbox/conversation';
import { ask, post, untilAnswered } from '../session/ask';
import { notify } from '../shell/notices';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import type { Patient } from './PatientsPane';

type FormName = Pick<Form, 'id' | 'title'>;

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
  const [sent] = useState(wishes);

  useEffect(() => {
    const life = new AbortController();
    untilAnswered((again) => ask<{ items: FormName[] }>('forms', { background: again, signal: life.signal }), life.signal)
      .then((answer) => setForms(answer.items), () => {});
    return () => life.abort();
  }, []);

  const send = () => run(async () => {
    const wish = what === 'thread' ? { kind: 'thread' } : { kind: 'form', form: what };
    await post(`conversations/${conversation.id}/links`, {
      patientId: patient.id, ...wish, ...(newest ? { seen: newest } : {}), idempotencyKey: sent.keyOf(wish),
    });
    sent.done();
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
