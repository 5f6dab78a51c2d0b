import type { ReactNode } from 'react';

export function SaveForm({ title, busy, save, children }: {
  title: string;
  busy: boolean;
  save: () => void;
  children: ReactNode;
}) {
  return (
    <form
      className="card"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{title}</h2>
      {children}
      <div className="buttons"><button type="submit" className="primary" disabled={busy}>Save</button></div>
    </form>
  );
}
