import { qualities, report, trials } from './data';
import { looked, show } from './state';

interface Axis {
  name: string;
  placeOf: (trial: number) => number; // 0 to 1
}

const height = 220;
const step = 150;
const margin = 75;

/** Every elite as a line over genes, features and quality. What it shows is also said by the pictures' labels and panels. */
export function ParallelLines() {
  const axes = axesOf();
  const width = 2 * margin + step * (axes.length - 1);
  const lineOf = (trial: number): string => axes.map((axis, i) => `${margin + step * i},${height * (1 - axis.placeOf(trial))}`).join(' ');
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Elites as lines over genes, features and quality">
      <svg class="lines" width={width} height={height + 50} viewBox={`0 -12 ${width} ${height + 50}`} aria-hidden="true">
        {axes.map(({ name }, i) => (
          <g key={name} transform={`translate(${margin + step * i} 0)`}>
            <line class="axis" y2={height} />
            <text y={height + 22} text-anchor="middle">{name.length > 22 ? `${name.slice(0, 21)}…` : name}<title>{name}</title></text>
          </g>
        ))}
        {report.shown.map((trial) => (
          <polyline
            key={trial}
            class={looked.value?.trial === trial ? 'is-looked' : ''}
            points={lineOf(trial)}
            onPointerEnter={(event) => (looked.value = { trial, box: new DOMRect(event.clientX, event.clientY, 0, 0) })}
            onPointerLeave={() => (looked.value = null)}
            onClick={() => show(trial)}
          />
        ))}
      </svg>
    </div>
  );
}

function axesOf(): Axis[] {
  return [
    ...report.genes.map((name, i) => ({ name, placeOf: (trial: number) => trials.get(trial)!.places[i]! })),
    ...report.features.map((name) => spread(name, (trial) => trials.get(trial)!.descriptors[name] ?? 0)),
    spread('quality', (trial) => qualities.get(trial) ?? 0),
  ];
}

/** From the least of the elites' values to the greatest. */
function spread(name: string, valueOf: (trial: number) => number): Axis {
  const values = report.shown.map(valueOf);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { name, placeOf: (trial) => (high > low ? (valueOf(trial) - low) / (high - low) : 0.5) };
}
