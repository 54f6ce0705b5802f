// What the program puts into a report's page.

export interface Report {
  program: string;
  arithmetic: string;
  experiment: unknown; // as experiment.json has it
  results: Results;
  worldsOfTrial: number;
  quality: string | null; // null where nothing is searched
  axes: Axis[]; // of the archive's cells; none where it has no cells
  features: string[];
  descriptors: Descriptor[];
  genes: string[]; // the numbers of a genome
  trials: Trial[]; // those that are shown, and all that they descend from
  shown: number[]; // the trials with a picture, in order
  figures: Figure[];
  comparison: Comparison[];
  different: Difference[];
  whyBitsMayDiffer: string | null;
}

export interface Results {
  name: string;
  method: string;
  archiveHash: string;
  trials: number;
  totalTrials: number;
  coverage: number | null;
  qdScore: number | null;
  runs: Record<string, number>;
  elites: { trial: number; cell: number[] | null; quality: number }[];
  seedOrRule: Variance[];
  geneEffects: { gene: string; descriptor: string; correlation: number | null }[];
  geneSensitivities: { gene: string; descriptor: string; first: Share; total: Share }[];
  others: { name: string; trials: number; coverage: number | null; qdScore: number | null; archiveHash: string }[];
}

export interface Axis {
  descriptor: string;
  bins: number;
}

export interface Descriptor {
  name: string;
  lowest: number;
  highest: number;
  unit: string;
  explanation: string;
}

export interface Trial {
  trial: number;
  places: number[]; // of each gene, 0 to 1
  genome: Record<string, string>;
  descriptors: Record<string, number | null>;
  parents: number[];
  worlds: World[];
  picture: string | null;
  film: string | null;
  shownWorld: number;
  encounters: Encounters | null;
  command: string | null;
}

/** Who beat whom in the world that is shown; arrays have the sun first. */
export interface Encounters {
  steps: number;
  conquests: number[][]; // [from][to], shares of the open cells a step
  advantages: (number | null)[][] | null; // [one][other]
  beats: number[][];
  cycles: string[];
  colours: string[];
}

export interface World {
  seed: string;
  status: 'ok' | 'died' | 'crashed';
  reason: string | null;
  steps: number;
  stateHash: string;
  descriptors: Record<string, number>;
}

export interface Figure {
  section: 'progress' | 'variance' | 'sensitivity' | 'genes';
  title: string;
  alt: string;
  png: string;
  svg: string;
  width: number;
  height: number;
}

export interface Variance {
  descriptor: string;
  rule: Share;
  seed: Share;
  weather: Share | null; // null where seeds have none
  rest: Share;
  rules: number;
  seeds: number;
  weathers: number;
  leftOut: number;
}

export interface Share {
  value: number;
  lower: number;
  upper: number;
}

export interface Comparison {
  name: string;
  trials: number;
  method: Quartiles;
  baseline: Quartiles;
  p: number;
}

export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
}

export interface Difference {
  run: string;
  trial: number;
  recorded: string;
  stateHash: string;
}

export const report = JSON.parse(document.getElementById('report')!.textContent) as Report;

export const trials = new Map(report.trials.map((trial) => [trial.trial, trial]));

export const isSearch = report.quality !== null;

/** An elite's quality by its trial. */
export const qualities = new Map(report.results.elites.map((elite) => [elite.trial, elite.quality]));

/** A descriptor by its name. */
export const descriptors = new Map(report.descriptors.map((descriptor) => [descriptor.name, descriptor]));

/** What somebody wants to look at first: the features of a search, or all that a sweep has. */
export const leading = report.features.length > 0 ? report.features : report.descriptors.map((descriptor) => descriptor.name);
