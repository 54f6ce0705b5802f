import { useSignal } from '@preact/signals';
import { whole } from '../text';
import { isSearch, report } from './data';
import { inOrder } from './state';
import { Thumb } from './Thumb';

// So many at first; all of them would be slow where there are thousands.
const first = 120;

/** All pictures, as on a sheet. */
export function Cards() {
  const shows = useSignal(first);
  if (inOrder.length === 0) {
    return <p class="muted">{isSearch ? 'There is no elite yet.' : 'No trial is complete yet.'}</p>;
  }
  return (
    <>
      <ul class="cards">
        {inOrder.slice(0, shows.value).map((trial) => (
          <li key={trial}>
            <Thumb trial={trial} hasCaption />
          </li>
        ))}
      </ul>
      {inOrder.length > shows.value && (
        <button class="button" type="button" onClick={() => (shows.value = inOrder.length)}>
          Show all {whole(inOrder.length)}
        </button>
      )}
      {!isSearch && report.shown.length < report.results.trials && (
        <p class="muted small">
          {whole(report.shown.length)} of {whole(report.results.trials)} trials are shown; the figures are of all.
        </p>
      )}
    </>
  );
}
