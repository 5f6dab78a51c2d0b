import type { Agreement } from './evidence';

/** The contracts with those who handle patients' data for the clinic (45 CFR 164.504(e)). */
export function AgreementsTable({ agreements, canChange }: { agreements: readonly Agreement[]; canChange: boolean }) {
  return (
    <section aria-label="Agreements">
      <h2>Agreements with those who help</h2>
      <p className="quiet">
        Whoever handles patients’ data for the clinic signs a business associate agreement.
        {canChange && <> <a href="#/settings/agreements">Change the register</a></>}
      </p>
      {agreements.length === 0
        ? <p className="inline warn">The register is empty.</p>
        : (
          <div className="table-frame" tabIndex={0} role="region" aria-label="Register of agreements">
            <table>
              <thead>
                <tr>
                  <th scope="col">Service</th><th scope="col">With whom</th><th scope="col">What for</th>
                  <th scope="col">Signed</th><th scope="col">Review</th><th scope="col">Where kept</th>
                </tr>
              </thead>
              <tbody>
                {agreements.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.service}</th>
                    <td>{one.counterpart}</td>
                    <td>{one.what}</td>
                    <td>{one.signedOn ?? <strong className="wrong">not signed</strong>}</td>
                    <td>{one.reviewOn ?? '–'}</td>
                    <td>{one.reference ?? '–'}{one.mend && <p className="wrong">{one.mend}</p>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
    </section>
  );
}
