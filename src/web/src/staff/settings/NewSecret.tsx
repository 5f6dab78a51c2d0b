import { copy } from '../shell/copy';

/** Shown once: nobody, not even the server, can show it again. */
export function NewSecret({ secret, done }: { secret: string; done: () => void }) {
  return (
    <div className="inline warn new-secret" role="status">
      <p><strong>Copy it now.</strong> It is not shown again.</p>
      <p><code>{secret}</code></p>
      <div className="buttons">
        <button type="button" onClick={() => void copy(secret)}>Copy</button>
        <button type="button" onClick={done}>I have it</button>
      </div>
    </div>
  );
}
