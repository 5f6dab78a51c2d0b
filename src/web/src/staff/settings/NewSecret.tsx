import { complain, notify } from '../shell/notices';

/** Shown once: nobody, not even the server, can show it again. */
export function NewSecret({ secret, done }: { secret: string; done: () => void }) {
  const copy = () => navigator.clipboard.writeText(secret).then(
    () => notify('Copied.'),
    () => complain('The browser did not allow it. Mark the secret and copy it by hand.'));
  return (
    <div className="inline warn new-secret" role="status">
      <p><strong>Copy it now.</strong> It is not shown again.</p>
      <p><code>{secret}</code></p>
      <div className="buttons">
        <button type="button" onClick={() => void copy()}>Copy</button>
        <button type="button" onClick={done}>I have it</button>
      </div>
    </div>
  );
}
