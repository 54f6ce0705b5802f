import { circuit } from '../store';
import { whole } from '../text';
import { labelSize, layoutOf, linesOf } from './circuitLines';

/** The circuit that the cell lives by, or the brain of who holds it, with what is 1 there alight. */
export function Circuit({ lit }: { lit: string }) {
  const shown = circuit.value;
  if (!shown) {
    return null;
  }
  const count = `its circuit: ${whole(shown.operations)} operations on bits`;
  if (!shown.drawing) {
    return <p class="muted small">{count}, too many to draw</p>;
  }
  const { columns, nodes, answers } = shown.drawing;
  const layout = layoutOf(shown.drawing);
  const { width, height, hasLabels, dot, across, down } = layout;
  const [off, on] = [linesOf(shown.drawing, layout, lit, '0'), linesOf(shown.drawing, layout, lit, '1')];
  const name = (node: number): string => (lit[node] === '1' ? 'lit' : '');
  return (
    <figure class="circuit">
      <figcaption class="muted small">{count}; what is 1 is alight</figcaption>
      <svg width={width} viewBox={`0 0 ${width} ${height}`} font-size={labelSize} role="img" aria-label={count}>
        <path class="wires" d={off.wires} />
        <path class="dots" d={off.dots} />
        <path class="wires lit" d={on.wires} />
        <path class="dots lit" d={on.dots} />
        {hasLabels && nodes.map(({ name: text, column, row }, node) =>
          column === 0 && (
            <text key={node} class={name(node)} x={across(0) - 2 * dot} y={down(row)} text-anchor="end">
              {text}
            </text>
          ))}
        {hasLabels && answers.map(({ name: text, node, row }) => (
          <text key={text} class={name(node)} x={across(columns) + dot} y={down(row)}>
            {text}
          </text>
        ))}
      </svg>
    </figure>
  );
}
