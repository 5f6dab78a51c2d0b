/** The four things that become of rows. */
export function Counts({ of }: { of: { new: number; changed: number; same: number; refusedCount: number } }) {
  const tiles: [string, number][] = [['New', of.new], ['Changed', of.changed], ['The same as before', of.same], ['Refused', of.refusedCount]];
  return (
    <dl className="tiles">
      {tiles.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{n.toLocaleString('en-US')}</dd></div>)}
    </dl>
  );
}
