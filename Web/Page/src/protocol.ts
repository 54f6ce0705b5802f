// What the page and the server say to each other over one WebSocket, `/api/socket`. Text messages are JSON objects with one
// property, which names what they are; binary ones are pictures. The server's side is Web/Sockets.

/** The page says: what it would see, what it has seen, what it asks of the world. */
export type ToServer =
  | { hello: { name: string; since: Place | null } }
  | { name: string }
  | { view: View | null } // null: nothing can be seen, send no pictures
  | { shown: number } // a frame's number, once it has been drawn
  | { id: number; do: Command }; // answered by { answer }

/** Up to where a page knows the history. */
export interface Place {
  chapter: string;
  sample: number;
  event: number;
}

/** Which part of the world a page shows, and how. */
export interface View {
  layer: string; // "territory", "aliveness:2"
  palette: string;
  world: string; // "1" or "all"
  region: Box; // cells
  block: number; // cells on either side of a pixel; above 1 pictures come averaged
  pointer: [number, number] | null; // the cell to inspect
  framesPerSecond: number; // at most
}

/** Left, top, width, height, in cells. */
export type Box = [number, number, number, number];

/** A deed of a recipe: see docs/recipes.md. */
export type Deed =
  | { set: Record<string, unknown> }
  | { stroke: { brush: 'wall' | 'removeWall' | 'erase' | 'paint'; species?: number; channel?: number; from: [number, number]; to: [number, number]; radius: number } }
  | { seeds: { species: number; count: number; at: [number, number]; radius: number } }
  | { do: 'beginEdit' | 'undoEdit' | 'reset' | 'resetWithinWalls' };

/** What can be asked of the world; `POST /api/commands` takes the same. */
export type Command =
  | Deed
  | { act: Deed[] } // in order; none after one that is refused
  | { pause: boolean }
  | { pace: string } // one of Welcome.paces
  | { step: number }
  | { brush: { tool: string; species: number; channel?: number; from: [number, number]; to: [number, number]; radius: number; begins: boolean } }
  | { undo: true }
  | { redo: true }
  | { takeOver: true }
  | { keep: true }
  | { restore: string }
  | { branch: string }
  | { rename: { checkpoint: string; label: string } }
  | { delete: string }
  | { begin: { preset: string; width?: number; height?: number } }
  | { open: string } // a grown world's name or a link of the browser platform; files are sent to POST /api/worlds?name=FILE
  | { record: { recorder: string; layer: string; palette: string; world: string } }
  | { endRecord: string };

/** The server says. */
export type ToPage =
  | { welcome: Welcome } // first
  | { rules: Rules } // at the start, and when other rules or another number of species or channels came
  | { networks: Network[] } // of all species, when parameters or one of them are others
  | { state: State } // a few times a second
  | { values: Record<string, Value> } // all parameters, when one is another
  | { history: HistoryNews }
  | { checkpoints: Checkpoint[] } // all, when one is another
  | { circuit: Circuit } // of the next cell, where it is another than before
  | { cell: Cell | null } // what View.pointer points at
  | { colours: LayerColours } // of a layer of numbers, before its first picture
  | { people: Person[] } // who watches, when it changes
  | { notice: { text: string; warning: boolean } }
  | { answer: { id: number; refusal: string | null } }
  | { ended: string }; // the session is over, and why

export interface Welcome {
  you: string; // what the server calls the page
  maySteer: boolean;
  program: string;
  device: string;
  presets: World[];
  grown: World[];
  palettes: { name: string; species: string[] }[]; // "#rrggbb"; the one to begin with first
  sun: string;
  wall: string;
  noNumber: string;
  paces: string[]; // from the slowest to the fastest
  tools: string[]; // "look", "wall", "erase", "paint", "seeds"
  longestPicture: number; // the most pixels in a row or column of a picture
}

export interface World {
  name: string;
  explanation: string;
  width: number;
  height: number;
  species: number;
  step: number;
}

export interface Rules {
  name: string;
  parameters: Parameter[];
  layers: Layer[];
  paintedLayer: string | null; // shows a channel, which is then the only one that brushes change
}

export interface Parameter {
  name: string;
  otherNames: string[];
  explanation: string;
  consequence: string; // what a change brings about; "" where it simply happens
  structural: boolean; // a change waits to be applied
  group: 'main' | 'advanced' | 'world';
  kind: 'integer' | 'number' | 'switch' | 'choice';
  minimum: number | null;
  maximum: number | null;
  multipleOf: number | null;
  logarithmicFrom: number | null; // where the decades of its slider begin
  choices: string[];
  range: string; // in words
  unit: string;
  perSpecies: boolean;
  standard: string;
}

export interface Layer {
  name: string;
  title: string;
  explanation: string;
  index: { title: string; first: number; last: number } | null;
  isEntities: boolean; // shows entities in the palette's colours, otherwise numbers in those of LayerColours
}

/** Values as text, the way they are typed: of all species, and of those that have one of their own. */
export interface Value {
  all: string;
  own: Record<string, string>; // by the species' number, 1 = the first
}

export interface State {
  step: number;
  width: number;
  height: number;
  worlds: number;
  species: number;
  coupling: string;
  paused: boolean;
  pace: string;
  stepsPerSecond: number;
  run: string;
  death: string | null;
  replays: boolean; // a recipe still says what is to come
  undo: string | null; // what would be taken back
  redo: string | null;
  populations: number[]; // sun first
  territory: number[]; // cells, sun first
  entropy: number;
  loss: number | null;
  circuit: { hardLoss: number | null; changedGates: number; operations: number } | null; // where one is the world's rule
  recordings: { name: string; file: string | null }[];
  recorded: string[]; // files to download from /api/recordings/FILE
}

/** What is new of the history. Where the chapter is another, what the page knew is no more. */
export interface HistoryNews {
  chapter: string;
  samples: Sample[]; // oldest first
  events: WorldEvent[]; // oldest first; one with an id that is known takes that one's place
}

export interface Sample {
  number: number; // how many observations came before it
  step: number;
  shares: number[]; // of the grid's cells, sun first
  entropy: number;
  loss: number | null;
}

export interface WorldEvent {
  id: number;
  number: number; // grows with every piece of news
  sample: number; // how many observations came before it
  step: number;
  kind: 'parameter' | 'edit' | 'respawn' | 'restore' | 'reset' | 'checkpoint';
  text: string;
  by: string | null;
}

export interface Checkpoint {
  name: string; // /api/checkpoints/NAME.eco, .petri, .png
  label: string;
  run: string;
  step: number;
  parent: string | null;
  hasPicture: boolean;
}

export interface Cell {
  x: number;
  y: number;
  wall: boolean;
  winner: number; // 0 = the sun
  aliveness: number[]; // sun first
  scores: (number | null)[];
  facts: { name: string; value: number }[];
  network: { weights: number; operations: number } | null; // of the species that holds it
  circuit: string | null; // of each node of the circuit that was told last '0' or '1'; '' where it is not drawn
  sunPeriods: number[] | null;
}

/** A species' network. */
export interface Network {
  weights: number;
  operations: number; // for a cell and step
  idle: string[]; // parameters per species that mean nothing to its kind
}

/** What is left of the circuit by which the cell lives, or that is the brain of the species that holds it. */
export interface Circuit {
  operations: number;
  drawing: CircuitDrawing | null; // null where there are too many operations
}

/** Columns from 0, rows from 0 with halves between them. */
export interface CircuitDrawing {
  columns: number;
  rows: number;
  nodes: { name: string; column: number; row: number; reads: number[] }[]; // inputs first, in column 0
  answers: { name: string; node: number; row: number }[];
}

/** The colours of a layer's numbers. */
export interface LayerColours {
  layer: string;
  low: number;
  high: number;
  ramps: Record<string, string>; // by palette: 256 colours, "rrggbb" each, one after another; "" where all palettes have the same
}

export interface Person {
  name: string;
  maySteer: boolean;
  isYou: boolean;
}

/**
 * The head of a binary message: four bytes with its length, lowest first, then this as JSON, then the picture.
 *
 * `cells`: deflate (raw) of two planes of bytes, `[y][x]` each: what a cell is, then its level. Where there is a base, each byte is the
 * difference (modulo 256) to that of the frame `base`, which is always the one that was sent before. What a cell is: of a layer of
 * entities 0 for the sun and n for species n; of a layer of numbers 0; besides these the codes below. A territory's colour component is
 * floor((c (1785 + 3 level) + 1275) / 2550) of the entity's c; a number's colour is the ramp's at its level.
 *
 * `webp`: an averaged picture in the palette's colours.
 */
export interface FrameHead {
  frame: number;
  base: number | null;
  kind: 'cells' | 'webp';
  step: number;
  layer: string;
  palette: string;
  world: string;
  region: Box;
  block: number;
  width: number; // pixels
  height: number;
  grid: [number, number]; // cells of all that can be shown
  patch: Box | null; // what the last learning pass looked at
}

export const Code = { noNumber: 253, wall: 254, gap: 255 } as const;
