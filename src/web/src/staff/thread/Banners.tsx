import { useState } from 'react';
import type { Conversation } from '../inbox/conversation';
import { post } from '../session/ask';
import { complain, notify } from '../shell/notices';
import { troubleOf } from '../shell/trouble';

/** What somebody must know before they write here. */
export function Banners({ conversation, refresh }: { conversation: Conversation; refresh: () => void }) {
  const { patients, consent } = conversation;
  return (
    <>
      {conversation.damaged && (
        <p className="banner wrong" role="alert">
          The stored line of this conversation was changed. What does not open is shown as a gap. Tell the owner.
        </p>
      )}
      {patients.length > 1 && (
        <p className="banner">
          <strong>This number is shared</strong> by {patients.map((one) => one.displayName).join(' and ')}. Say at each
          text whose it is; nothing is attached by guess.
        </p>
      )}
      {consent.pausedForReview && <Review conversation={conversation} refresh={refresh} />}
      {consent.withdrawn && (
        <p className="banner">The patient has stopped texts. Call instead; only START from the phone, or a form signed since, lifts that.</p>
      )}
    </>
  );
}

function Review({ conversation, refresh }: { conversation: Conversation; refresh: () => void }) {
  const [busy, setBusy] = useState(false);
  const decide = async (change: 'withdrawn' | 'reviewClosed', done: string) => {
    setBusy(true);
    try {
      await post('consents', { number: conversation.number, change, source: 'staff', classes: [] });
      notify(done);
      refresh();
    } catch (error) {
      complain(troubleOf(error).title);
    }
    setBusy(false);
  };
  return (
    <div className="banner warn" role="group" aria-label="Does the patient want no more texts?">
      <span>A text sounded like “stop”. Nothing goes out until you decide: does the patient want no more texts?</span>
      <button type="button" disabled={busy} onClick={() => void decide('withdrawn', 'Texts are stopped.')}>Yes, stop</button>
      <button type="button" disabled={busy} onClick={() => void decide('reviewClosed', 'Texts may go again.')}>No, go on</button>
    </div>
  );
}
