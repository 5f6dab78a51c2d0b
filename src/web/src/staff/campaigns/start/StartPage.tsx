import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { clinicTime } from '../../../shared/time';
import { useMe } from '../../session/me';
import { Wrong } from '../../shell/Wrong';
import type { OccasionKind } from '../campaign';
import type { Playbook, Playbooks } from '../playbooks/playbook';
import { useLoad } from '../../shell/useLoad';
import { ForWhom, type Choice } from './ForWhom';
import { PlaybookChoice } from './PlaybookChoice';
import { PreviewView } from './PreviewView';
import { daysFor, nameFor, selectionOf } from './selection';
import { StartForm } from './StartForm';
import { usePreview } from './usePreview';

/** Choose, look, start: nothing goes before somebody has seen what. */
export function StartPage({ wanted }: { wanted: string | null }) {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const { value, problem, load } = useLoad<Playbooks>('playbooks');
  const [chosen, setChosen] = useState(wanted);
  const [choice, setChoice] = useState<Choice | null>(null);
  const preview = usePreview();
  const playbook = value?.items.find((one) => one.id === chosen) ?? null;

  const begin = (next: Playbook | null, kind?: OccasionKind) => {
    preview.clear();
    const about = kind ?? next?.about[0];
    setChoice(about ? { kind: about, days: daysFor(about, time), ongoing: about === 'call' } : null);
  };
  useEffect(() => begin(playbook), [playbook]); // another playbook, or other words of it

  const set = (part: Partial<Choice>) => {
    preview.clear();
    setChoice((before) => before && { ...before, ...part });
  };
  const selection = choice && selectionOf(choice.kind, choice.days, choice.ongoing, time);
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (playbook && selection) preview.begin(playbook.id, selection);
  };

  return (
    <>
      <h1>Start a campaign</h1>
      <Wrong problem={problem} />
      {!value && !problem && <p role="status">Loading …</p>}
      {value && (
        <form className="card" aria-label="What and for whom" onSubmit={look}>
          <PlaybookChoice items={value.items} chosen={chosen} choose={setChosen} />
          {playbook && choice && (
            <>
              <ForWhom playbook={playbook} choice={choice} set={set} setKind={(kind) => begin(playbook, kind)} />
              <div className="buttons">
                <button type="submit" className={preview.counted ? undefined : 'primary'}>Show what will go</button>
              </div>
            </>
          )}
        </form>
      )}
      {value && playbook && choice && selection && preview.counted && (
        <>
          <PreviewView
            counted={preview.counted} stop={preview.stop} goOn={() => preview.goOn(playbook.id, selection)} time={time}
          />
          <StartForm
            key={`${playbook.id} ${JSON.stringify(choice)}`}
            playbook={playbook} version={value.version} selection={selection} ongoing={choice.ongoing} counted={preview.counted} time={time}
            suggested={nameFor(playbook.title.en, choice.kind, choice.days, choice.ongoing, time)}
            changed={() => {
              preview.clear();
              void load();
            }}
          />
        </>
      )}
    </>
  );
}
