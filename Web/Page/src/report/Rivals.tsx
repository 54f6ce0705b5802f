import type { Encounters } from './data';
import { places, shortened } from './circle';

const size = 240;
const middle = size / 2;
const radius = 92;
const node = 13;
const widest = 7;
const head = 14;

const nameOf = (entity: number): string => (entity === 0 ? 'sun' : String(entity));

/** Who beats whom: an arrow from each to those from whom it clearly takes more cells than it loses to them. */
export function Rivals({ of }: { of: Encounters }) {
  return (
    <section class="rivals" aria-label="Who beats whom">
      <h3>Who beats whom</h3>
      <p class="muted small">
        Over {of.steps} steps of the world that is shown. An arrow goes from who takes clearly more cells from another than it loses to it; its
        width is by how many. {of.cycles.length === 0 ? 'No three beat each other in a circle.' : `In a circle: ${of.cycles.join(', ')}.`}
      </p>
      <div class="rivals-body">
        <Graph of={of} />
        <Matrix of={of} />
      </div>
    </section>
  );
}

function Graph({ of }: { of: Encounters }) {
  const at = places(of.colours.length, middle, radius);
  const gains = of.beats.flatMap((beaten, one) => beaten.map((other) => ({ one, other, net: netOf(of, one, other) })));
  const most = Math.max(...gains.map((gain) => gain.net), Number.MIN_VALUE);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} class="rivals-graph" aria-hidden="true">
      <defs>
        <marker id="arrow" viewBox="0 0 10 10" refX="0" refY="5" markerWidth={head} markerHeight={head} markerUnits="userSpaceOnUse" orient="auto">
          <path d="M0 0 10 5 0 10z" />
        </marker>
      </defs>
      {gains.map(({ one, other, net }) => {
        const { from, to } = shortened(at[one]!, at[other]!, node + 2, node + 2 + head);
        return (
          <line
            key={`${one} ${other}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke-width={1 + (widest - 1) * (net / most)} marker-end="url(#arrow)"
          />
        );
      })}
      {at.map(({ x, y }, entity) => (
        <g key={entity}>
          <circle cx={x} cy={y} r={node} fill={of.colours[entity]} />
          <text x={x} y={y} dy="0.35em" text-anchor="middle">{nameOf(entity)}</text>
        </g>
      ))}
    </svg>
  );
}

/** The same in numbers, which screen readers read. */
function Matrix({ of }: { of: Encounters }) {
  const entities = of.colours.map((_, entity) => entity);
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Cells that one takes from another, in a thousand a step">
      <table class="table">
        <caption class="muted small">Cells of a thousand that a step takes from the column and gives to the row</caption>
        <thead>
          <tr>
            <th scope="col">to, from</th>
            {entities.map((entity) => <th key={entity} scope="col">{nameOf(entity)}</th>)}
          </tr>
        </thead>
        <tbody>
          {entities.map((to) => (
            <tr key={to}>
              <th scope="row">{nameOf(to)}</th>
              {entities.map((from) => (
                <td key={from} title={advantageOf(of, to, from)}>{to === from ? '' : (1000 * of.conquests[from]![to]!).toFixed(2)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const netOf = (of: Encounters, one: number, other: number): number => of.conquests[other]![one]! - of.conquests[one]![other]!;

function advantageOf(of: Encounters, one: number, other: number): string | undefined {
  const advantage = of.advantages?.[one]?.[other];
  return advantage === null || advantage === undefined ? undefined : `mean advantage of ${nameOf(one)} over ${nameOf(other)}: ${advantage.toFixed(3)}`;
}
