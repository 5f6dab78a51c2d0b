import type { PatientName } from '../inbox/conversation';
import { Dialog } from '../shell/Dialog';

/** A shared number: the person says for whom the link is. */
export function PatientDialog({ patients, choose, close }: {
  patients: readonly PatientName[];
  choose: (patient: string) => void;
  close: () => void;
}) {
  return (
    <Dialog title="For whom is the link?" onClose={close}>
      <p>This number is shared. Only the person you choose can open what is behind the link.</p>
      <ul className="choices">
        {patients.map((one, index) => (
          <li key={one.id}>
            <button type="button" data-first={index === 0 || undefined} onClick={() => choose(one.id)}>{one.displayName}</button>
          </li>
        ))}
      </ul>
      <div className="buttons"><button type="button" onClick={close}>Do not send</button></div>
    </Dialog>
  );
}
