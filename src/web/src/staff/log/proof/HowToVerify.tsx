import { copy } from '../../shell/copy';

/** The check that trusts nothing of this server, with the exact command. */
export function HowToVerify({ origin }: { origin: string }) {
  const isLocal = origin.startsWith('localhost/');
  const fetching = `azcopy copy "https://${origin}" . --recursive`;
  const command = `dotnet run --project src/SecureText.Verify -- verify journal --key log-keys.jwks --origin ${origin}`;
  return (
    <section className="card" aria-label="Check it yourself">
      <h2>Check it yourself</h2>
      <p>The check runs on any computer, without this server. It reads a copy of the log and names the first entry that is wrong.</p>
      <ol className="steps">
        <li>
          {isLocal
            ? <>Copy the container <code>journal</code> of the local storage to a folder.</>
            : <>Copy the container to a folder: <Command words={fetching} /></>}
        </li>
        <li>Put the downloaded public keys (<code>log-keys.jwks</code>) beside it. Compare the signing key with one that you kept from before.</li>
        <li>In the folder of the program’s source, run: <Command words={command} /></li>
        <li>If you have a checkpoint from before, add <code>--since checkpoint.txt</code>: then a log that was cut back shows too.</li>
      </ol>
      <p>It ends with 0 when the log is whole, 1 when it was tampered with, 2 when it could not be read. A proof of one entry: <Command words="dotnet run --project src/SecureText.Verify -- proof entry-7.tlog-proof --key log-keys.jwks" /></p>
    </section>
  );
}

function Command({ words }: { words: string }) {
  return (
    <span className="command">
      <code tabIndex={0}>{words}</code>
      <button type="button" className="small" aria-label={`Copy: ${words}`} onClick={() => void copy(words)}>Copy</button>
    </span>
  );
}
