import type { OccasionKind } from '../campaign';
import type { Playbook } from '../playbooks/playbook';
import { kinds } from '../words';
import type { Days } from './selection';

export interface Choice {
  kind: OccasionKind;
  days: Days;
  ongoing: boolean;
}

/** The people that a campaign is for. The playbook says what about; here it is said when. */
export function ForWhom({ playbook, choice, set, setKind }: {
  playbook: Playbook;
  choice: Choice;
  set: (part: Partial<Choice>) => void;
  setKind: (kind: OccasionKind) => void;
}) {
  const { kind, days, ongoing } = choice;
  const words = kinds[kind];
  return (
    <fieldset className="for-whom">
      <legend>For whom</legend>
      {playbook.about.length > 1
        ? (
          <label>
            <span>About</span>
            <select value={kind} onChange={(event) => setKind(event.target.value as OccasionKind)}>
              {playbook.about.map((one) => <option key={one} value={one}>{kinds[one].many}</option>)}
            </select>
          </label>
        )
        : <p>{words.days ? `Patients with ${words.many}.` : 'All patients on the roster.'}</p>}
      {words.days && (
        <div className="field-row">
          <label>
            <span>{words.dates} from</span>
            <input type="date" value={days.from} required onChange={(event) => set({ days: { ...days, from: event.target.value } })} />
          </label>
          {!ongoing && (
            <label>
              <span>until, that day included</span>
              <input
                type="date" value={days.until} min={days.from} required
                onChange={(event) => set({ days: { ...days, until: event.target.value } })}
              />
            </label>
          )}
        </div>
      )}
      <label className="check">
        <input type="checkbox" checked={ongoing} onChange={(event) => set({ ongoing: event.target.checked })} />
        {words.days
          ? 'Keep adding new ones as they are imported or reported, until somebody cancels'
          : 'Keep adding new patients as they are imported, until somebody cancels'}
      </label>
    </fieldset>
  );
}
