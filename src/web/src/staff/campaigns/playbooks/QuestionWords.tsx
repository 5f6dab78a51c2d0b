import type { Question, Rule } from './playbook';
import { answerOf } from './wording';
import { WordsFields } from './WordsFields';

export function QuestionWords({ stored, question, set }: {
  stored: Question;
  question: Question;
  set: (question: Question) => void;
}) {
  const setRule = (at: number, part: Partial<Rule>) =>
    set({ ...question, rules: question.rules.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <fieldset className="item">
      <legend>When the patient answers</legend>
      {question.text && stored.text && (
        <WordsFields label="Question" stored={stored.text} value={question.text} set={(text) => set({ ...question, text })} />
      )}
      {question.rules.map((rule, at) => {
        const before = stored.rules[at]?.reply;
        return rule.reply && before && (
          <WordsFields
            key={rule.when} label={`Reply to ${answerOf(rule.when)}`} stored={before} value={rule.reply}
            set={(reply) => setRule(at, { reply })}
          />
        );
      })}
      <WordsFields label="When it is not understood" stored={stored.again} value={question.again} set={(again) => set({ ...question, again })} />
    </fieldset>
  );
}
