import { report } from './data';
import { interval } from './text';

/** The shares in numbers. */
export function Variances() {
  const { seedOrRule } = report.results;
  const hasWeather = (seedOrRule[0]?.weather ?? null) !== null;
  return (
    <>
      <p class="muted small">
        Over {seedOrRule[0]?.rules} trials and {seedOrRule[0]?.seeds} seeds{hasWeather && ` of ${seedOrRule[0]?.weathers} weathers each`}. With few seeds the intervals are too narrow.
      </p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Shares of the variance">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">descriptor</th>
              <th scope="col">rule</th>
              <th scope="col">seed</th>
              {hasWeather && <th scope="col">weather</th>}
              <th scope="col">together</th>
            </tr>
          </thead>
          <tbody>
            {seedOrRule.map(({ descriptor, rule, seed, weather, rest }) => (
              <tr key={descriptor}>
                <th scope="row">{descriptor}</th>
                {[rule, seed, weather, rest].map((part, i) => part !== null && <td key={i}>{interval(part)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
