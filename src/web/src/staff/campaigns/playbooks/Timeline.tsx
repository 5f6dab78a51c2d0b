import { useId, useState } from 'react';
import type { Language } from '../../../shared/form';
import { outcomeOf } from '../words';
import type { Playbook, Question } from './playbook';
import { answerOf, bringsAbout, letterOf, whenOf } from './wording';

/** The texts of a playbook in order of time, then its questions. */
export function Timeline({ playbook }: { playbook: Playbook }) {
  const [language, setLanguage] = useState<Language>('en');
  return (
    <>
      <div className="buttons" role="group" aria-label="Language">
        <button type="button" aria-pressed={language === 'en'} onClick={() => setLanguage('en')}>English</button>
        <button type="button" aria-pressed={language === 'es'} onClick={() => setLanguage('es')}>Spanish</button>
      </div>
      <section className="card" aria-label="Texts">
        <ol className="timeline">
          {playbook.touches.map((touch, index) => (
            <li key={touch.id}>
              <h2>{index + 1}. {whenOf(touch, playbook)}</h2>
              <p className="sms" lang={language}>{touch.text[language]}</p>
              {touch.behind && (
                <p className="behind">
                  <span className="quiet">Behind the link, after they show who they are:</span>
                  <span lang={language}>{touch.behind[language]}</span>
                </p>
              )}
              {touch.form && <p className="quiet">Behind the link waits a form.</p>}
            </li>
          ))}
        </ol>
        <p className="quiet">What stands in braces is filled in. What stands in brackets is left out when it is not known.</p>
      </section>
      {playbook.questions.map((question) => <Answers key={question.id} playbook={playbook} question={question} language={language} />)}
    </>
  );
}

/** After which texts the answers count; a question of its own words says so itself. */
function askedBy(playbook: Playbook, question: Question): string {
  const texts = playbook.touches.flatMap((touch, index) => (touch.asks === question.id ? [String(index + 1)] : []));
  if (texts.length === 0) return `When the patient answers question ${letterOf(playbook, question.id)}`;
  const last = texts.pop();
  return `When the patient answers text ${texts.length > 0 ? `${texts.join(', ')} or ${last}` : last}`;
}

function Answers({ playbook, question, language }: { playbook: Playbook; question: Question; language: Language }) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{askedBy(playbook, question)}</h2>
      {question.text && <p className="sms" lang={language}>{question.text[language]}</p>}
      <ul className="answers">
        {question.rules.map((rule) => (
          <li key={rule.when}>
            <p>
              <strong>{answerOf(rule.when)}</strong>{rule.outcome && ` counts as “${outcomeOf(rule.outcome)}”`}
              <span className="quiet"> {bringsAbout(rule, playbook)}</span>
            </p>
            {rule.reply && <p className="sms" lang={language}>{rule.reply[language]}</p>}
          </li>
        ))}
        <li>
          <p><strong>Anything else</strong> is asked once more, then waits for a person</p>
          <p className="sms" lang={language}>{question.again[language]}</p>
        </li>
      </ul>
    </section>
  );
}
