import type { Finding } from '../../shared/problem';

/** A refusal in a form: the sentence, and what each field needs. */
export function Wrong({ problem }: { problem: { title: string; findings: readonly Finding[] } | null }) {
  if (!problem) return null;
  return (
    <div className="inline wrong" role="alert">
      {problem.title}
      {problem.findings.length > 0 && (
        <ul>
          {problem.findings.map((finding, index) => (
            <li key={index}>
              {finding.field && <strong>{finding.field}: </strong>}
              {finding.what && <q>{finding.what}</q>} {finding.problem ?? finding.why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
