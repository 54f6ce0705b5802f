import { report } from './data';
import { interval } from './text';

/** What each gene has to do with each descriptor. */
export function Sensitivities() {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="What genes have to do with descriptors">
      <table class="table">
        <thead>
          <tr>
            {['descriptor', 'gene', 'by itself', 'in all'].map((name) => <th key={name} scope="col">{name}</th>)}
          </tr>
        </thead>
        <tbody>
          {report.results.geneSensitivities.map(({ gene, descriptor, first, total }) => (
            <tr key={`${descriptor} ${gene}`}>
              <th scope="row">{descriptor}</th>
              <td>{gene}</td>
              <td>{interval(first)}</td>
              <td>{interval(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
