import uPlot from 'uplot';
import type { Sample, WorldEvent } from '../../protocol';
import { digits, percent } from '../../text';
import { shortStep } from '../numbers';
import type { Colours } from './colours';
import { eventKinds, kindColour } from './eventKinds';
import type { Lane } from './lanes';
import { laneEnds, laneOf, rangeOf } from './lanes';
import { marksOn } from './roundSteps';
import type { Table } from './table';
import { sampleOf, tableOf } from './table';
import type { Span } from './timeView';

// Which part of the height bands and lines have, from the bottom; between them lie the marks of events.
const bandLane: Lane = [0.4, 1];
const lineLane: Lane = [0.02, 0.29];
const markLane: Lane = [0.315, 0.375];

const font = '11px Inter, system-ui, sans-serif';
// Below this height entropy's highest number would stand on the shares' lowest.
const lowHeight = 90;

const labelHeight = 18;
const markWidth = 2;

export interface Shown {
  samples: readonly Sample[];
  events: readonly WorldEvent[];
  span: Span;
  entities: readonly string[]; // colours
}

/** Draws what was observed, and tells which observation the pointer is at. */
export class Plot {
  private readonly box: HTMLElement;
  private readonly colours: Colours;
  private readonly onPoint: (sample: number | null) => void;
  private shown: Shown;
  private table: Table;
  private drawing: uPlot;

  constructor(box: HTMLElement, colours: Colours, shown: Shown, onPoint: (sample: number | null) => void) {
    this.box = box;
    this.colours = colours;
    this.shown = shown;
    this.onPoint = onPoint;
    this.table = tableOf(shown.samples);
    this.drawing = this.begin();
  }

  /** What pointers go over. */
  get over(): HTMLElement {
    return this.drawing.over;
  }

  /** Shows something else; true where `over` is another since. */
  show(shown: Shown): boolean {
    this.shown = shown;
    const before = this.table.bands.length;
    this.table = tableOf(shown.samples);
    if (this.table.bands.length !== before) {
      this.drawing.destroy();
      this.drawing = this.begin();
      return true;
    }

    this.drawing.batch(() => {
      this.drawing.setData(this.table.columns, false);
      this.drawing.setScale('x', { min: shown.span[0], max: shown.span[1] });
    });
    return false;
  }

  /** Takes the size of its box. */
  resize(): void {
    const size = this.size;
    if (size.width !== this.drawing.width || size.height !== this.drawing.height) {
      this.drawing.setSize(size);
    }
  }

  /** Puts the pointer's line somewhere, in pixels from the left. */
  point(x: number): void {
    this.drawing.setCursor({ left: x, top: 0 });
  }

  destroy(): void {
    this.drawing.destroy();
  }

  private get size(): { width: number; height: number } {
    return { width: Math.max(this.box.clientWidth, 80), height: Math.max(this.box.clientHeight, 80) };
  }

  private begin(): uPlot {
    const drawing = new uPlot(this.options(), this.table.columns, this.box);
    drawing.setScale('x', { min: this.shown.span[0], max: this.shown.span[1] });
    return drawing;
  }

  private options(): uPlot.Options {
    const [low, high] = this.shown.span;
    return {
      ...this.size,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, bind: { dblclick: () => null } },
      padding: [6, 0, 0, 0],
      scales: {
        x: { time: false, min: low, max: high },
        share: { range: laneOf(0, 1, bandLane) },
        entropy: { range: laneOf(0, 1, lineLane) },
        loss: { range: (_, least, most) => laneOf(...rangeOf(least, most), lineLane) },
      },
      axes: this.axes(),
      series: [
        {},
        ...this.table.bands.map((entity): uPlot.Series => ({
          scale: 'share',
          width: 0,
          fill: () => this.shown.entities[entity] ?? '',
          fillTo: 0,
          points: { show: false },
        })),
        this.line('entropy', '--accent'),
        this.line('loss', '--warning'),
      ],
      hooks: {
        drawClear: [(drawing) => this.drawGround(drawing)],
        draw: [(drawing) => this.drawMarks(drawing)],
        setCursor: [(drawing) => this.onPoint(drawing.cursor.idx ?? null)],
      },
    };
  }

  private axes(): uPlot.Axis[] {
    const stroke = (): string => this.colours.of('--muted');
    const same = { stroke, font, ticks: { show: false }, grid: { show: false }, gap: 6 };
    const marks = (drawing: uPlot) => marksOn(this.shown.samples, this.shown.span, drawing.over.clientWidth || this.size.width);
    return [
      {
        ...same,
        scale: 'x',
        size: labelHeight,
        gap: 4,
        grid: { show: true, width: 1, stroke: () => this.colours.of('--line') },
        splits: (drawing) => marks(drawing).map((mark) => mark.at),
        values: (drawing) => marks(drawing).map((mark) => shortStep(mark.step)),
      },
      // Entropy's numbers stand below the shares', in the same column.
      {
        ...same,
        scale: 'entropy',
        side: 3,
        size: 0,
        stroke: () => this.colours.of('--accent'),
        splits: () => [0, 1],
        values: (_, splits) => splits.map(digits),
      },
      {
        ...same,
        scale: 'share',
        side: 3,
        size: 40,
        splits: (drawing) => (drawing.over.clientHeight < lowHeight ? [0.5, 1] : [0, 0.5, 1]),
        values: (_, splits) => splits.map(percent),
      },
      {
        ...same,
        scale: 'loss',
        side: 1,
        size: 46,
        stroke: () => this.colours.of('--warning'),
        splits: (_, __, low, high) => laneEnds(low, high, lineLane),
        values: (_, splits) => splits.map(digits),
      },
    ];
  }

  // A number between two gaps is a dot.
  private line(scale: string, colour: string): uPlot.Series {
    const isAlone = (column: uPlot.AlignedData[number] | undefined, i: number): boolean =>
      column?.[i] != null && column[i - 1] == null && column[i + 1] == null;
    return {
      scale,
      width: 1.5,
      stroke: () => this.colours.of(colour),
      points: {
        show: true,
        size: 4,
        fill: () => this.colours.of(colour),
        filter: (drawing, series) => {
          const column = drawing.data[series];
          return Array.from(column ?? [], (_, i) => i).filter((i) => isAlone(column, i));
        },
      },
    };
  }

  private drawGround(drawing: uPlot): void {
    const { ctx, bbox } = drawing;
    ctx.save();
    ctx.fillStyle = this.colours.of('--backdrop');
    for (const [from, to] of [bandLane, [lineLane[0] - 0.02, lineLane[1] + 0.02]] as Lane[]) {
      ctx.fillRect(bbox.left, bbox.top + (1 - to) * bbox.height, bbox.width, (to - from) * bbox.height);
    }

    ctx.restore();
  }

  // A mark for each event; the rarer kinds lie above.
  private drawMarks(drawing: uPlot): void {
    const { ctx, bbox } = drawing;
    const { samples, events, span } = this.shown;
    const top = bbox.top + (1 - markLane[1]) * bbox.height;
    const height = (markLane[1] - markLane[0]) * bbox.height;
    const width = markWidth * devicePixelRatio;
    ctx.save();
    for (const kind of eventKinds) {
      ctx.fillStyle = this.colours.of(kindColour(kind));
      for (const event of events.filter((one) => one.kind === kind)) {
        const at = samples[sampleOf(event, samples)]?.number;
        if (at !== undefined && at >= span[0] && at <= span[1]) {
          const left = drawing.valToPos(at, 'x', true) - width / 2;
          ctx.fillRect(Math.min(Math.max(left, bbox.left), bbox.left + bbox.width - width), top, width, height);
        }
      }
    }

    ctx.restore();
  }
}
