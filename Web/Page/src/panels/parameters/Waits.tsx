import { steerable } from '../asking';
import type { ParameterValue } from './parameterValue';

/** What is to be done with a value that waits, since it costs networks or cells. */
export function Waits({ value }: { value: ParameterValue }) {
  return value.isWaiting.value ? (
    <div class="row waits">
      <button type="button" class="button" onClick={() => value.cancel()}>
        Cancel
      </button>
      <button {...steerable()} class="button main" onClick={() => value.apply()}>
        Apply
      </button>
    </div>
  ) : null;
}
