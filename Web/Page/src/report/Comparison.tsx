import { digits, whole } from '../text';
import { report, type Quartiles } from './data';
import { numberOr, share } from './text';

/** The search beside what it is compared with. */
export function Comparison() {
  const { results, comparison } = report;
  const arms = [
    { name: results.method, trials: results.trials, coverage: results.coverage, qdScore: results.qdScore, archiveHash: results.archiveHash },
    ...results.others,
  ];
  return (
    <>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Searches">
        <table class="table">
          <thead>
            <tr>
              {['search', 'trials', 'coverage', 'QD score', 'archive'].map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {arms.map((arm) => (
              <tr key={arm.name}>
                <th scope="row">{arm.name}</th>
                <td>{whole(arm.trials)}</td>
                <td>{arm.coverage === null ? '–' : share(arm.coverage)}</td>
                <td>{numberOr(arm.qdScore)}</td>
                <td><code title={arm.archiveHash}>{arm.archiveHash.slice(0, 8)}</code></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {comparison.length > 0 && (
        <p class="muted small">
          Over all repeats after {whole(comparison[0]!.trials)} trials each: median (quartiles), and how likely such a difference is by chance (Mann
          and Whitney, from both sides).
        </p>
      )}
      {comparison.length > 0 && (
        <div class="scroll-x" tabIndex={0} role="region" aria-label="Search and baseline over all repeats">
          <table class="table">
            <thead>
              <tr>
                {['number', results.method, 'baseline', 'p'].map((name) => <th key={name} scope="col">{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {comparison.map(({ name, method, baseline, p }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{textOf(method)}</td>
                  <td>{textOf(baseline)}</td>
                  <td>{digits(p)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

const textOf = ({ lower, median, upper }: Quartiles): string => `${digits(median)} (${digits(lower)} to ${digits(upper)})`;
