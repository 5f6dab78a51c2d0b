import { useState } from 'react';
import { isOwner, useMe } from '../../session/me';
import { Wrong } from '../../shell/Wrong';
import { useLoad } from '../../shell/useLoad';
import { count } from '../words';
import { EditPlaybook } from './EditPlaybook';
import type { Playbooks } from './playbook';
import { Timeline } from './Timeline';

/** What the clinic's automated texts say, and when. Owners change the words. */
export function PlaybooksPage({ item }: { item: string | null }) {
  const me = useMe();
  const { value, problem, load } = useLoad<Playbooks>('playbooks');
  const [editing, setEditing] = useState(false);
  const playbook = value?.items.find((one) => one.id === item);
  if (!value) {
    return (
      <>
        <h1>Playbooks</h1>
        <Wrong problem={problem} />
        {!problem && <p role="status">Loading …</p>}
      </>
    );
  }
  if (!playbook) {
    return (
      <>
        <h1>Playbooks</h1>
        <p>What the automated texts say, when they go, and what answers bring about.</p>
        <ul className="campaign-list">
          {value.items.map((one) => (
            <li key={one.id}>
              <a className="card campaign-line" href={`#/campaigns/playbooks/${one.id}`}>
                <span className="campaign-name">{one.title.en}</span>
                {one.changed && <span className="state">Your words</span>}
                <span className="quiet">{count(one.touches.length, 'text')}, {count(one.questions.length, 'question')}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <>
      <header className="section-head">
        <h1>{playbook.title.en}</h1>
        {!editing && (
          <div className="buttons">
            <a className="button" href={`#/campaigns/start/${playbook.id}`}>Start a campaign</a>
            {isOwner(me) && <button type="button" onClick={() => setEditing(true)}>Change the words</button>}
          </div>
        )}
      </header>
      <p><a href="#/campaigns/playbooks">All playbooks</a></p>
      <Wrong problem={problem} />
      {editing
        ? (
          <EditPlaybook
            key={JSON.stringify(playbook)} all={value} playbook={playbook} load={load}
            done={() => {
              setEditing(false);
              void load();
            }}
            leave={() => setEditing(false)}
          />
        )
        : <Timeline playbook={playbook} />}
    </>
  );
}
