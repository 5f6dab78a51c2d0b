export function Sample({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="First rows of the file">
      <table className="sample">
        <caption>First rows of the file</caption>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, at) => <tr key={at}>{columns.map((column, index) => <td key={column}>{row[index] ?? ''}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
