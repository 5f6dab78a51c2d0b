import { Dialog } from '../../shell/Dialog';
import type { Campaign } from '../campaign';
import { count } from '../words';

export function CancelDialog({ campaign, cancel, close }: { campaign: Campaign; cancel: () => void; close: () => void }) {
  const { waiting } = campaign;
  return (
    <Dialog title="Cancel this campaign?" onClose={close}>
      <p>
        {waiting > 0
          ? <><strong>{count(waiting, 'waiting text')}</strong> will not go. What was sent stays sent, and answers still reach the inbox.</>
          : 'No text is waiting. Answers still reach the inbox.'}
      </p>
      <p>A cancelled campaign cannot be started again. To hold it for a while, pause it.</p>
      <div className="buttons">
        <button type="button" data-first onClick={close}>Keep it</button>
        <button type="button" className="danger" onClick={cancel}>Cancel the campaign</button>
      </div>
    </Dialog>
  );
}
