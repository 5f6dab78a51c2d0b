import { useStore } from '../../shared/store';
import { Dialog } from './Dialog';
import { keyTable, singleKeys } from './keys';

export function KeysHelp({ close }: { close: () => void }) {
  const on = useStore(singleKeys);
  return (
    <Dialog title="Keys" onClose={close} wide>
      <div className="keys">
        {keyTable.map(([group, keys]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {keys.map(([key, words]) => (
                <div key={key}><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => singleKeys.set(event.target.checked)} />
        Use single keys (they never work while you type)
      </label>
      <div className="buttons"><button type="button" className="primary" data-first onClick={close}>Done</button></div>
    </Dialog>
  );
}
