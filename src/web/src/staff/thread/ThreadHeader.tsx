import { useState, type Ref } from 'react';
import { phone } from '../../shared/phone';
import { titleOf, type Conversation } from '../inbox/conversation';
import { post } from '../session/ask';
import { isByEmergency, isManager, useMe } from '../session/me';
import { useNameOf } from '../session/useStaff';
import { Key } from '../shell/Key';
import { useKeys } from '../shell/keys';
import { complain, notify } from '../shell/notices';
import { troubleOf } from '../shell/trouble';
import type { Changes } from '../shell/useChanges';
import { AssignDialog } from './AssignDialog';

export function ThreadHeader({ ref, conversation, present, newest, side, toggleSide, refresh, back }: {
  ref: Ref<HTMLHeadingElement>;
  conversation: Conversation;
  present: Changes['present'];
  newest: string | undefined;
  side: boolean;
  toggleSide: () => void;
  refresh: () => void;
  back: () => void;
}) {
  const me = useMe();
  const nameOf = useNameOf();
  const [assigning, setAssigning] = useState(false);
  const { id, assignedTo, status } = conversation;
  const mine = assignedTo === me.id;
  const closed = status === 'closed';
  const others = present.filter((one) => one.id !== me.id);

  const change = async (what: string, body: object, done: string, undo: (() => void) | null = null) => {
    try {
      await post(`conversations/${id}/${what}`, body);
      notify(done, undo);
      refresh();
    } catch (error) {
      const { title, code } = troubleOf(error);
      complain(title);
      if (code === 'unread-texts') refresh();
    }
  };
  const assign = (to: string | null) => {
    setAssigning(false);
    void change('assign', { to }, to === null ? 'Assigned to nobody.' : `Assigned to ${nameOf(to)}.`,
      () => void change('assign', { to: assignedTo }, 'Put back.'));
  };
  const take = () => assign(mine ? null : me.id);
  const close = () => closed
    ? change('reopen', {}, 'Reopened.')
    : change('close', newest ? { seen: newest } : {}, 'Closed.', () => void change('reopen', {}, 'Reopened.'));

  const mayManage = !isByEmergency(me, id);
  const canTake = mayManage && (mine || assignedTo === null || isManager(me));
  const canAssign = mayManage && isManager(me);
  useKeys({
    t: canTake ? take : undefined,
    a: canAssign ? () => setAssigning(true) : undefined,
    e: mayManage ? () => void close() : undefined,
  });

  return (
    <header className="thread-head">
      <button type="button" className="back" onClick={back} aria-keyshortcuts="u">‹ <span>List</span></button>
      <div className="thread-title">
        <h2 ref={ref} tabIndex={-1}>{titleOf(conversation)}</h2>
        <p className="quiet">
          {conversation.patients.length > 0 && <span>{phone(conversation.number)}</span>}
          <span>{assignedTo ? `With ${nameOf(assignedTo)}` : 'With nobody'}</span>
          {closed && <span>Closed</span>}
          {conversation.consent.withdrawn && <strong className="wrong">Texts stopped by the patient</strong>}
        </p>
      </div>
      <div className="thread-actions">
        {canTake && (
          <button type="button" onClick={take} aria-keyshortcuts="t">{mine ? 'Release' : 'Take'} <Key of="t" /></button>
        )}
        {canAssign && (
          <button type="button" onClick={() => setAssigning(true)} aria-keyshortcuts="a">Assign <Key of="a" /></button>
        )}
        {mayManage && (
          <button type="button" onClick={() => void close()} aria-keyshortcuts="e">
            {closed ? 'Reopen' : 'Close'} <Key of="e" />
          </button>
        )}
        <button type="button" onClick={toggleSide} aria-expanded={side} aria-keyshortcuts="p">Patient <Key of="p" /></button>
      </div>
      <p className="present" role="status">
        {others.map((one) => `${one.displayName ?? nameOf(one.id)} ${one.typing ? 'is typing here' : 'is looking at this'}`).join(' · ')}
      </p>
      {assigning && <AssignDialog current={assignedTo} assign={assign} close={() => setAssigning(false)} />}
    </header>
  );
}
