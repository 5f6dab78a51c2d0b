import { clinicTime } from '../../shared/time';
import { useMe } from '../session/me';
import { useNameOf } from '../session/useStaff';
import { Wrong } from '../shell/Wrong';
import type { CampaignLine } from './campaign';
import { usePolled } from '../shell/usePolled';
import { count, states } from './words';

const movingEvery = 10_000;

export function CampaignList() {
  const { value, problem } = usePolled<{ items: CampaignLine[] }>(
    'campaigns', ({ items }) => (items.some((one) => one.state === 'running') ? movingEvery : null));
  const items = value?.items;
  return (
    <>
      <header className="section-head">
        <h1>Campaigns</h1>
        <a className="button primary" href="#/campaigns/start">Start a campaign</a>
      </header>
      <Wrong problem={problem} />
      {!items && !problem && <p role="status">Loading …</p>}
      {items?.length === 0 && <Empty />}
      {items && items.length > 0 && (
        <ul className="campaign-list">{items.map((one) => <li key={one.id}><Line campaign={one} /></li>)}</ul>
      )}
    </>
  );
}

const Empty = () => (
  <div className="card">
    <h2>No campaign yet</h2>
    <p>A campaign sends the same kind of text to many patients, each at the right hour: reminders, check-ins, statements.</p>
    <ol className="steps">
      <li><a href="#/campaigns/import">Import</a> your patients and their appointments from your practice system.</li>
      <li>Read <a href="#/campaigns/playbooks">what the texts say</a>.</li>
      <li><a href="#/campaigns/start">Start</a>. You see every text before anything goes.</li>
    </ol>
  </div>
);

function Line({ campaign }: { campaign: CampaignLine }) {
  const me = useMe();
  const nameOf = useNameOf();
  const time = clinicTime(me.clinic.timeZone);
  const { id, name, playbook, state, ongoing, createdAt, createdBy, people, sent, waiting } = campaign;
  return (
    <a className="card campaign-line" href={`#/campaigns/watch/${id}`}>
      <span className="campaign-name">{name}</span>
      <span className={`state ${state}`}>{states[state]}</span>
      <span className="quiet">
        {playbook.title.en}{ongoing && ', takes in new ones'}. Started {time.full(createdAt)} by {nameOf(createdBy)}.
      </span>
      <span className="campaign-counts">
        <span>{count(people, 'person', 'people')}</span>
        <span>{count(sent, 'text')} sent</span>
        <span>{waiting.toLocaleString('en-US')} waiting</span>
      </span>
    </a>
  );
}
