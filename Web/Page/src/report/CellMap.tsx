import { digits } from '../text';
import { type Axis, descriptors, report } from './data';
import { ticksOf } from './places';
import { Roving } from './Roving';
import { withUnit } from './text';

/** The archive's cells over its one or two axes: the first goes to the right, the second up. */
export function CellMap() {
  const [right, up] = report.axes as [Axis, Axis?];
  const rows = up?.bins ?? 1;
  const elites = report.results.elites;
  const cells = elites.map(({ cell }) => ({ x: cell![0]!, y: cell![1] ?? 0 }));
  return (
    <div class="map-frame" style={{ '--columns': right.bins, '--rows': rows }}>
      {up && <Ticks axis={up} kind="up" />}
      <div class="map-scroll">
        <Roving
          class="cells"
          label={`Elites over ${report.axes.map((axis) => axis.descriptor).join(' and ')}`}
          trials={elites.map((elite) => elite.trial)}
          places={cells.map(({ x, y }) => ({ x: x / right.bins, y: y / rows }))}
          styleOf={(i) => ({ gridColumn: cells[i]!.x + 1, gridRow: rows - cells[i]!.y })}
        />
        <Ticks axis={right} kind="right" />
      </div>
    </div>
  );
}

function Ticks({ axis, kind }: { axis: Axis; kind: 'right' | 'up' }) {
  const { lowest, highest, explanation } = descriptors.get(axis.descriptor)!;
  const ticks = ticksOf(lowest, highest, 5);
  return (
    <div class={`ticks ${kind}`} title={explanation}>
      <span class="axis-name">{withUnit(axis.descriptor)}</span>
      <span class="tick-values muted small number" aria-hidden="true">
        {(kind === 'up' ? ticks.toReversed() : ticks).map((tick) => (
          <span key={tick}>{digits(tick)}</span>
        ))}
      </span>
    </div>
  );
}
