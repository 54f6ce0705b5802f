import { report } from './data';
import { interval } from './text';

/** The shares in numbers. */
export function Variances() {
  const { seedOrRule } = report.results;
  return (
    <>
      <p class="muted small">
        Over {seedOrRule[0]?.rules} trials and {seedOrRule[0]?.seeds} seeds. With few seeds the intervals are too narrow.
      </p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Shares of the variance">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">descriptor</th>
              <th scope="col">rule</th>
              <th scope="col">seed</th>
              <th scope="col">both together</th>
            </tr>
          </thead>
          <tbody>
            {seedOrRule.map(({ descriptor, rule, seed, rest }) => (
              <tr key={descriptor}>
                <th scope="row">{descriptor}</th>
                {[rule, seed, rest].map((part, i) => <td key={i}>{interval(part)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
