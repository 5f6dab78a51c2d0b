import { useState, type FormEvent } from 'react';
import { ask } from '../../session/ask';
import { notify } from '../../shell/notices';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import { bare, type Playbook, type Playbooks, type Question, type Touch } from './playbook';
import { QuestionWords } from './QuestionWords';
import { fieldOf, whenOf } from './wording';
import { WordsFields } from './WordsFields';

/** The words of one playbook. Times and rules stay as they are; campaigns that run keep the words that they began with. */
export function EditPlaybook({ all, playbook, load, done, leave }: {
  all: Playbooks;
  playbook: Playbook;
  load: () => Promise<void>;
  done: () => void;
  leave: () => void;
}) {
  const [draft, setDraft] = useState(playbook);
  const { busy, problem, run } = useAction();
  const setTouch = (id: string, part: Partial<Touch>) =>
    setDraft({ ...draft, touches: draft.touches.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const setQuestion = (next: Question) =>
    setDraft({ ...draft, questions: draft.questions.map((one) => (one.id === next.id ? next : one)) });

  const save = async (next: Playbook, said: string) => {
    const value = all.items.map((one) => bare(one.id === next.id ? next : one));
    if (!(await run(() => ask('settings/playbooks', { method: 'PUT', json: { version: all.version, value } })))) return;
    notify(said);
    done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(draft, 'Saved. Campaigns that are started from now on use these words.');
  };

  return (
    <form className="card" aria-label="Words" autoComplete="off" onSubmit={submit}>
      <p className="quiet">
        {'Begin each text with {clinic}. Places in braces are filled in: {day}, {date}, {time}, {doctor}, {place}, {phone}. What stands in [brackets] is left out when a place in it is not known.'}
        {' Campaigns that run keep their words.'}
      </p>
      {draft.touches.map((touch, index) => {
        const stored = playbook.touches[index];
        return stored && (
          <fieldset className="item" key={touch.id}>
            <legend>Text {index + 1}: {whenOf(touch, playbook)}</legend>
            <WordsFields label="SMS" stored={stored.text} value={touch.text} set={(text) => setTouch(touch.id, { text })} />
            {touch.behind && stored.behind && (
              <WordsFields
                label="Behind the link" behind stored={stored.behind} value={touch.behind}
                set={(behind) => setTouch(touch.id, { behind })}
              />
            )}
          </fieldset>
        );
      })}
      {draft.questions.map((question, index) => {
        const stored = playbook.questions[index];
        return stored && <QuestionWords key={question.id} stored={stored} question={question} set={setQuestion} />;
      })}
      <Wrong problem={problem && { ...problem, findings: problem.findings.map((one) => ({ ...one, field: fieldOf(one.field, draft) })) }} />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>Save</button>
        <button type="button" disabled={busy} onClick={leave}>Discard</button>
        {playbook.ours && (
          <button type="button" disabled={busy} onClick={() => playbook.ours && void save(playbook.ours, 'The words are those that came with the program.')}>
            Back to the original words
          </button>
        )}
        {problem?.code === 'settings-changed' && <button type="button" onClick={() => void load()}>Load again</button>}
      </div>
    </form>
  );
}
