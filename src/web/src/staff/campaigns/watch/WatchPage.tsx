import { useState } from 'react';
import { clinicTime } from '../../../shared/time';
import { post } from '../../session/ask';
import { useMe } from '../../session/me';
import { useNameOf } from '../../session/useStaff';
import { notify } from '../../shell/notices';
import { useAction } from '../../shell/useAction';
import { Wrong } from '../../shell/Wrong';
import type { Campaign } from '../campaign';
import { FiguresView } from '../figures/FiguresView';
import { usePolled } from '../../shell/usePolled';
import { count, states } from '../words';
import { CancelDialog } from './CancelDialog';
import { Enrolment } from './Enrolment';
import { PeopleTable } from './PeopleTable';

const movingEvery = 3_000;
const restingEvery = 30_000;

/** All were taken in and nobody is under way: it is over, unless a visit moves. */
const isThrough = ({ state, ongoing, enrolment, people }: Campaign): boolean =>
  state === 'running' && !ongoing && enrolment.finished && people.running === 0;

const rhythm = (campaign: Campaign): number | null => {
  const { state } = campaign;
  if (state === 'cancelled' || state === 'done') return null;
  return state === 'paused' || isThrough(campaign) ? restingEvery : movingEvery;
};

/** One campaign: how far it is, what came of it, and the ways to hold it. */
export function WatchPage({ id }: { id: string }) {
  const me = useMe();
  const nameOf = useNameOf();
  const time = clinicTime(me.clinic.timeZone);
  const { value: campaign, problem, again } = usePolled<Campaign>(`campaigns/${id}`, rhythm);
  const action = useAction();
  const [cancelling, setCancelling] = useState(false);

  const change = async (what: 'pause' | 'resume' | 'cancel', done: string) => {
    const ok = await action.run(() => post(`campaigns/${id}/${what}`));
    if (ok) notify(done);
    again(); // also when it was over before: then the page says so
  };

  if (!campaign) {
    return (
      <>
        <h1>Campaign</h1>
        <Wrong problem={problem} />
        {!problem && <p role="status">Loading …</p>}
      </>
    );
  }
  const { state, people } = campaign;
  const shown = isThrough(campaign) ? 'done' : state;
  const isOver = state === 'cancelled' || state === 'done';
  return (
    <>
      <header className="section-head">
        <h1>{campaign.name}</h1>
        <span className={`state ${shown}`} role="status">{states[shown]}</span>
        {!isOver && (
          <div className="buttons">
            {state === 'running'
              ? <button type="button" disabled={action.busy} onClick={() => void change('pause', 'Paused. Nothing goes until you resume.')}>Pause</button>
              : <button type="button" className="primary" disabled={action.busy} onClick={() => void change('resume', 'Goes on.')}>Resume</button>}
            <button type="button" className="danger" disabled={action.busy} onClick={() => setCancelling(true)}>Cancel …</button>
          </div>
        )}
      </header>
      <p className="quiet">
        {campaign.playbook.title.en}. Started {time.full(campaign.createdAt)} by {nameOf(campaign.createdBy)}.
        {campaign.ongoing && ' Takes in new ones as they come.'}
      </p>
      <Wrong problem={action.problem ?? problem} />
      {state === 'paused' && <p className="inline warn">Paused: nothing goes. What falls due meanwhile is sent after you resume, if it still makes sense then.</p>}
      <Enrolment campaign={campaign} />
      <p>
        {count(people.running, 'person', 'people')} under way, {people.settled.toLocaleString('en-US')} settled,
        {' '}{people.ended.toLocaleString('en-US')} over, {people.suppressed.toLocaleString('en-US')} without texts.
        {' '}{count(campaign.waiting, 'text')} waiting.
      </p>
      <FiguresView figures={campaign.figures} byWeek={campaign.byWeek} />
      <PeopleTable campaign={id} time={time} />
      {cancelling && (
        <CancelDialog
          campaign={campaign} close={() => setCancelling(false)}
          cancel={() => {
            setCancelling(false);
            void change('cancel', 'Cancelled. Nothing more goes.');
          }}
        />
      )}
    </>
  );
}
