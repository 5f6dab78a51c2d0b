import { useId } from 'react';
import type { Campaign } from '../campaign';
import { count } from '../words';

/** What the preview counted, for the bar of a campaign that was started on this page. */
const counted = new Map<string, number>();
export const rememberCount = (campaign: string, people: number): void => void counted.set(campaign, people);

/** How many people it has taken in; gone when it has them all. */
export function Enrolment({ campaign }: { campaign: Campaign }) {
  const id = useId();
  const { done, finished } = campaign.enrolment;
  if (finished || campaign.state === 'cancelled') return null;
  const all = counted.get(campaign.id);
  return (
    <div className="progress">
      <span id={id}>
        {all ? `${done.toLocaleString('en-US')} of ${count(all, 'person', 'people')} taken in` : `${count(done, 'person', 'people')} taken in so far`}
      </span>
      {all
        ? <progress aria-labelledby={id} max={all} value={Math.min(done, all)} />
        : <progress aria-labelledby={id} />}
    </div>
  );
}
