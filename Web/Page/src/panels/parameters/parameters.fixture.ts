import type { Parameter } from '../../protocol';

/** A parameter for tests. */
export const parameterOf = (more: Partial<Parameter>): Parameter => ({
  name: 'LearningRate',
  otherNames: [],
  explanation: 'How far each learning pass moves a network.',
  consequence: '',
  structural: false,
  group: 'main',
  kind: 'number',
  minimum: 0,
  maximum: 1,
  multipleOf: null,
  logarithmicFrom: null,
  choices: [],
  range: 'from 0 to 1',
  unit: '',
  perSpecies: true,
  standard: '0.5',
  ...more,
});
