import { useMe } from '../session/me';
import { useStaff } from '../session/useStaff';
import { Dialog } from '../shell/Dialog';

export function AssignDialog({ current, assign, close }: {
  current: string | null;
  assign: (to: string | null) => void;
  close: () => void;
}) {
  const me = useMe();
  const staff = useStaff().filter((one) => one.active);
  return (
    <Dialog title="Who takes this conversation?" onClose={close}>
      <ul className="choices">
        {staff.map((one, index) => (
          <li key={one.id}>
            <button type="button" data-first={index === 0 || undefined} aria-pressed={one.id === current} onClick={() => assign(one.id)}>
              {one.displayName}{one.id === me.id ? ' (you)' : ''} <span className="quiet">{one.role}</span>
            </button>
          </li>
        ))}
        <li><button type="button" aria-pressed={current === null} onClick={() => assign(null)}>Nobody</button></li>
      </ul>
      <div className="buttons"><button type="button" onClick={close}>Cancel</button></div>
    </Dialog>
  );
}
