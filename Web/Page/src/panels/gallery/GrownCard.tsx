import type { World } from '../../protocol';
import { steerable } from '../asking';
import { WorldFacts } from './WorldFacts';

/** A world that has grown, and a button that opens it. */
export function GrownCard({ world, onOpen }: { world: World; onOpen: () => void }) {
  return (
    <li class="world-card">
      <WorldFacts world={world} />
      <span class="row">
        <span class="grow" />
        <button {...steerable()} class="button" aria-label={`Open ${world.name}`} onClick={onOpen}>
          Open
        </button>
      </span>
    </li>
  );
}
