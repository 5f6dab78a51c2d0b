import type { Message } from './message';

export function FormAnswers({ form }: { form: NonNullable<Message['form']> }) {
  return (
    <table className="answers">
      <caption>{form.title}</caption>
      <tbody>
        {form.answers.map((answer, index) => (
          <tr key={index}><th scope="row">{answer.label}</th><td>{answer.value}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
