import { pointed, under } from '../canvas/stage';
import { Code, type Cell } from '../protocol';
import { cell, entityColours, layer, showsInspector, welcome } from '../store';
import { fixed, whole } from '../text';
import { Circuit } from './Circuit';

// More entities than this make two columns; more than two columns are too many to read.
const mostInColumn = 13;
const most = 2 * mostInColumn;

/** What there is to know of the cell under the pointer. */
export function Inspector() {
  const at = pointed.value;
  const known = cell.value;
  if (!showsInspector.value || !at) {
    return null;
  }
  const isCurrent = known?.x === at.x && known.y === at.y;
  return (
    <section class="card inspector" aria-label="Cell under the pointer">
      <div class="row inspector-head">
        <span class="muted small">cell</span>
        <strong class="title number grow">
          {at.x}, {at.y}
        </strong>
        {known?.facts.map(({ name, value }) => (
          <span key={name} class="number">
            <span class="muted small">{name.toLowerCase()}</span> <strong>{fixed(value)}</strong>
          </span>
        ))}
      </div>
      <Holder known={isCurrent ? known : null} />
      {known && <Entities cell={known} />}
      {known && known.circuit !== null && <Circuit lit={known.circuit} />}
      {known?.sunPeriods && (
        <p class="small seasons">
          <span class="muted">the sun's seasons, in steps </span>
          <span class="number">{known.sunPeriods.map(whole).join('  ')}</span>
        </p>
      )}
    </section>
  );
}

// The picture says at once who holds a cell; a layer of numbers does not, so that the server's answer is waited for.
function Holder({ known }: { known: Cell | null }) {
  const there = under.value;
  const isWall = known?.wall ?? there?.what === Code.wall;
  const winner = known?.winner ?? (layer.value?.isEntities && there && there.what < Code.noNumber ? there.what : null);
  const colour = isWall ? welcome.value?.wall : entityColours.value[winner ?? 0];
  const text = isWall ? 'wall' : winner === null ? '…' : winner === 0 ? 'held by the sun' : `held by species ${winner}`;
  return (
    <div class="row holder">
      <span class="swatch" style={{ background: colour }} />
      <span class="grow">{text}</span>
      {known?.network && (
        <span class="muted small number">
          {whole(known.network.weights)} weights, {whole(known.network.operations)} operations
        </span>
      )}
    </div>
  );
}

// Where there is no room for all, those that are in the contest, the most alive of them if need be.
function choose({ aliveness, scores }: Cell): number[] {
  const all = aliveness.map((_, entity) => entity);
  return all.length <= most
    ? all
    : all
      .filter((entity) => scores[entity] !== null)
      .sort((a, b) => aliveness[b]! - aliveness[a]!)
      .slice(0, most)
      .sort((a, b) => a - b);
}

function Entities({ cell: known }: { cell: Cell }) {
  const shown = choose(known);
  const hidden = known.aliveness.length - shown.length;
  return (
    <>
      <div class={shown.length > mostInColumn ? 'entities two' : 'entities'} role="table">
        <div class="entity muted headings" role="row">
          <span role="columnheader">
            <span class="unseen">entity</span>
          </span>
          <span role="columnheader" class="over-bar">
            aliveness
          </span>
          <span role="columnheader" class="right">
            score
          </span>
        </div>
        {shown.map((entity) => (
          <Entity key={entity} cell={known} entity={entity} />
        ))}
      </div>
      {hidden > 0 && <p class="muted small">{hidden} not shown</p>}
    </>
  );
}

function Entity({ cell: known, entity }: { cell: Cell; entity: number }) {
  const alive = known.aliveness[entity] ?? 0;
  const score = known.scores[entity] ?? null;
  const colour = entityColours.value[entity];
  return (
    <div class={entity === known.winner ? 'entity holds' : score === null ? 'entity absent' : 'entity'} role="row">
      <span role="cell" class="name">
        <span class="swatch" style={{ background: colour }} />
        {entity === 0 ? 'sun' : `species ${entity}`}
      </span>
      <span role="cell" class="alive">
        <span class="bar">
          <span style={{ width: `${100 * Math.min(Math.max(alive, 0), 1)}%`, background: entity === 0 ? 'var(--muted)' : colour }} />
        </span>
        <span class="number">{fixed(alive)}</span>
      </span>
      <span role="cell" class={score === null ? 'muted right' : 'number right'}>
        {score === null ? 'absent' : fixed(score)}
      </span>
    </div>
  );
}
