import { keyGroups } from '../keys';
import { showsKeys } from '../store';
import { Dialog } from './Dialog';

/** The list of keys. Of a line's keys, those that a blank parts have a cap each. */
export function KeysCard() {
  if (!showsKeys.value) {
    return null;
  }
  return (
    <Dialog title="Keys" wide onClose={() => (showsKeys.value = false)}>
      <dl class="keys">
        {keyGroups.map(({ caps, meaning }) => (
          <div key={caps}>
            <dt>
              {caps.split(' ').map((cap) => (
                <kbd key={cap} class="cap">
                  {cap}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
