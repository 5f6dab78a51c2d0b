import type { Patient } from '../patients/PatientsPane';

/** Everybody whose words and names stand in one record. */
export function People({ people }: { people: readonly Patient[] }) {
  if (people.length === 0) return <p>Nobody on this number has been named.</p>;
  return (
    <>
      <p>{people.length === 1 ? 'It is the record of:' : <><strong>{people.length} people share this number.</strong> It is the record of all of them:</>}</p>
      <ul className="bullets" aria-label="Whose record it is">
        {people.map((one) => <li key={one.id}>{one.damaged ? 'Somebody whose name cannot be shown' : one.displayName}</li>)}
      </ul>
    </>
  );
}
