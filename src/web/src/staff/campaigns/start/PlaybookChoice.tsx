import type { Playbook } from '../playbooks/playbook';
import { count, kinds } from '../words';

export function PlaybookChoice({ items, chosen, choose }: {
  items: readonly Playbook[];
  chosen: string | null;
  choose: (id: string) => void;
}) {
  return (
    <fieldset>
      <legend>What to send</legend>
      <div className="playbook-choice">
        {items.map((one) => (
          <label key={one.id} className={one.id === chosen ? 'chosen' : undefined}>
            <input type="radio" name="playbook" checked={one.id === chosen} onChange={() => choose(one.id)} />
            <span className="playbook-name">
              {one.title.en}
              <span className="quiet">
                {' '}{one.touches.length === 1 ? '1 text' : `up to ${count(one.touches.length, 'text')}`}, {one.about.map((kind) => kinds[kind]?.many ?? kind).join(' or ')}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
