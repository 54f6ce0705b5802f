import { type Trial, isSearch, trials } from './data';
import { addressOf } from './state';

/** From a trial back to one that was drawn: each by its first parent, the one that it has most of. */
export function lineOf(trial: Trial): Trial[] {
  const line = [trial];
  for (let last: Trial | undefined = trial; last && last.parents.length > 0; ) {
    last = trials.get(last.parents[0]!);
    if (last) {
      line.push(last);
    }
  }
  return line;
}

/** Where a trial's genes come from. */
export function Lineage({ trial }: { trial: Trial }) {
  return !isSearch ? null : (
    <div>
      <h3>Lineage</h3>
      <ol class="lineage">
        {lineOf(trial).map((one) => (
          <li key={one.trial}>
            {one === trial ? `trial ${one.trial}` : <a href={addressOf(one.trial)}>trial {one.trial}</a>}
            <span class="muted">
              {one.parents.length === 0 ? ' was drawn' : ` from ${one.parents[0]}`}
              {one.parents.slice(1).map((other) => (
                <span key={other}> and <a href={addressOf(other)}>{other}</a></span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
