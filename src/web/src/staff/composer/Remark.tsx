import type { Ref } from 'react';
import type { Finding } from '../../shared/problem';

/** What the gate holds against the text, and the way out. */
export function Remark({ id, findings, behindLink, buttonRef }: {
  id: string;
  findings: readonly Finding[];
  behindLink: (() => void) | null;
  buttonRef: Ref<HTMLButtonElement>;
}) {
  return (
    <div className="remark" id={id} role="status">
      <p><strong>This does not belong in an SMS.</strong></p>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>{finding.what && <q>{finding.what}</q>} {finding.why ?? finding.problem}</li>
        ))}
      </ul>
      {behindLink && (
        <button type="button" ref={buttonRef} onClick={behindLink}>Send behind the link instead</button>
      )}
    </div>
  );
}
