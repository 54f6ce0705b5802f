import { whole } from '../text';
import { isSearch, report } from './data';
import { addressOf } from './state';
import { share } from './text';

/** What it is, how far it has come, and whether its worlds are proven. */
export function Head() {
  const { results } = report;
  const isDone = results.trials === results.totalTrials;
  const replays = report.trials.filter((trial) => trial.picture !== null).length;
  return (
    <header class="report-head">
      <div class="row head-title">
        <h1>{results.name}</h1>
        <span class="badge">{results.method}</span>
        <span class={isDone ? 'badge active' : 'badge'}>{isDone ? 'done' : 'under way'}</span>
        {replays > 0 && (
          <span class={report.different.length === 0 ? 'badge active' : 'badge warning'}>
            {whole(replays - report.different.length)} of {whole(replays)} replays end in the same bits
          </span>
        )}
      </div>
      <dl class="facts">
        <Fact name="trials" value={isDone ? whole(results.trials) : `${whole(results.trials)} of ${whole(results.totalTrials)}`} />
        <Fact name="worlds" value={whole(results.trials * report.worldsOfTrial)} />
        <Fact name="died or crashed" value={whole((results.runs['died'] ?? 0) + (results.runs['crashed'] ?? 0))} />
        {isSearch && <Fact name="elites" value={whole(results.elites.length)} />}
        {results.coverage !== null && <Fact name="coverage" value={share(results.coverage)} />}
        {results.qdScore !== null && <Fact name="QD score" value={results.qdScore.toFixed(2)} />}
      </dl>
      <Differences />
    </header>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt class="muted small">{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}

function Differences() {
  return report.different.length === 0 ? null : (
    <div class="differences warning">
      <p>
        <strong>Some worlds came to another end when they were made again,</strong> so their pictures are not those of the worlds that
        the experiment counts{report.whyBitsMayDiffer === null ? '.' : `: the experiment was ${report.whyBitsMayDiffer}.`}
      </p>
      <ul>
        {report.different.map(({ run, trial, recorded, stateHash }) => (
          <li key={run}>
            <a href={addressOf(trial)}>run {run}</a>: <code>{recorded}</code> before, <code>{stateHash}</code> now
          </li>
        ))}
      </ul>
    </div>
  );
}
