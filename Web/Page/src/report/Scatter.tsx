import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { digits } from '../text';
import { descriptors, report, trials } from './data';
import { rangeOf, ticksOf } from './places';
import { Roving } from './Roving';
import { withUnit } from './text';

/** The elites over two descriptors that the visitor chooses. */
export function Scatter() {
  const names = [...report.features, ...report.descriptors.map(({ name }) => name).filter((name) => !report.features.includes(name))];
  const right = useSignal(names[0]!);
  const up = useSignal(names[1] ?? names[0]!);
  const valuesOf = (name: string): number[] => report.shown.map((trial) => trials.get(trial)!.descriptors[name] ?? 0);
  const [x, y] = [valuesOf(right.value), valuesOf(up.value)];
  const [rangeX, rangeY] = [rangeOf(x), rangeOf(y)];
  const place = (value: number, [low, high]: [number, number]): number => (value - low) / (high - low);
  const places = x.map((value, i) => ({ x: place(value, rangeX), y: place(y[i]!, rangeY) }));
  return (
    <>
      <div class="row choices">
        <Choice label="To the right" names={names} of={right} />
        <Choice label="Up" names={names} of={up} />
      </div>
      <div class="map-frame scatter-frame">
        <div class="ticks up" title={descriptors.get(up.value)?.explanation}>
          <span class="axis-name">{withUnit(up.value)}</span>
          <TickValues values={ticksOf(...rangeY, 5).toReversed()} />
        </div>
        <div class="map-scroll">
          <Roving
            class="scatter"
            label={`Elites over ${right.value} and ${up.value}`}
            trials={report.shown}
            places={places}
            styleOf={(i) => ({ left: `${100 * places[i]!.x}%`, bottom: `${100 * places[i]!.y}%` })}
          />
          <div class="ticks right" title={descriptors.get(right.value)?.explanation}>
            <span class="axis-name">{withUnit(right.value)}</span>
            <TickValues values={ticksOf(...rangeX, 5)} />
          </div>
        </div>
      </div>
    </>
  );
}

function Choice({ label, names, of }: { label: string; names: readonly string[]; of: Signal<string> }) {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      <select id={id} class="select" value={of.value} onChange={(event) => (of.value = event.currentTarget.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </>
  );
}

function TickValues({ values }: { values: readonly number[] }) {
  return (
    <span class="tick-values muted small number" aria-hidden="true">
      {values.map((value) => (
        <span key={value}>{digits(value)}</span>
      ))}
    </span>
  );
}
