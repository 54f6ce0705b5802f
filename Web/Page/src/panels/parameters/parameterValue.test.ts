import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Command, State } from '../../protocol';
import { line, state, values } from '../../store';
import { parameterOf } from './parameters.fixture';
import { readable, valueOf } from './parameterValue';

let asked: Command[];
let refusal: string | null;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  refusal = null;
  line.ask = (command) => {
    asked.push(command);
    return Promise.resolve(refusal);
  };
  state.value = { coupling: 'PerSpecies' } as State;
  tell('0.5');
});
afterEach(() => void vi.useRealTimers());

const tell = (all: string, own: Record<string, string> = {}): void => {
  values.value = { LearningRate: { all, own } };
};

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

test('numbers, switches and choices go as what they are', async () => {
  valueOf(parameterOf({}), null).set('0.25');
  valueOf(parameterOf({ name: 'Learns', kind: 'switch', standard: 'true' }), null).set('false');
  valueOf(parameterOf({ name: 'Optimizer', kind: 'choice', choices: ['SGD', 'Adam'], standard: 'SGD' }), null).set('Adam');
  await pass(100);
  expect(asked).toEqual([{ set: { LearningRate: 0.25 } }, { set: { Learns: false } }, { set: { Optimizer: 'Adam' } }]);
});

test('a value of one species names it, unless all share one network', async () => {
  valueOf(parameterOf({}), 2).set('0.25');
  await pass(100);
  state.value = { coupling: 'Shared' } as State;
  valueOf(parameterOf({}), 2).set('0.75');
  await pass(100);
  expect(asked).toEqual([{ set: { LearningRate: { '2': 0.25 } } }, { set: { LearningRate: 0.75 } }]);
});

test('while it is dragged the world hears of it at most twenty times a second, and of the last value always', async () => {
  const value = valueOf(parameterOf({}), null);
  for (let i = 1; i <= 100; i++) {
    value.drag(String(i / 100));
    await pass(10);
  }

  value.set('0.123');
  await pass(100);
  expect(asked.length).toBeLessThanOrEqual(22);
  expect(asked.at(-1)).toEqual({ set: { LearningRate: 0.123 } });
});

test('while it is dragged the server does not overwrite it', async () => {
  const value = valueOf(parameterOf({}), null);
  value.drag('0.7');
  await pass(100);
  tell('0.6');
  expect(value.text.value).toBe('0.7');
  value.set('0.8');
  await pass(100);
  tell('0.8');
  tell('0.9');
  expect(value.text.value).toBe('0.9');
});

test('a drag that ends where it began still says so', async () => {
  const value = valueOf(parameterOf({}), null);
  value.drag('0.7');
  value.set('0.5');
  await pass(100);
  expect(asked.at(-1)).toEqual({ set: { LearningRate: 0.5 } });
});

test('what was asked for stands there until the server has news, but not for ever', async () => {
  const value = valueOf(parameterOf({}), null);
  value.set('0.8');
  await pass(500);
  expect(value.text.value).toBe('0.8');
  await pass(1000);
  expect(value.text.value).toBe('0.5');
});

test('what the server refuses is forgotten, and said why', async () => {
  refusal = 'LearningRate cannot be 13';
  const value = valueOf(parameterOf({}), null);
  value.set('13');
  await pass(10);
  expect(value.text.value).toBe('0.5');
  expect(value.refusal.value).toBe(refusal);
  refusal = null;
  value.set('0.7');
  await pass(100);
  expect(value.refusal.value).toBeNull();
});

test('structural values wait to be applied, or are forgotten', async () => {
  const value = valueOf(parameterOf({ structural: true }), null);
  value.drag('0.6');
  value.set('0.7');
  await pass(100);
  expect([value.text.value, value.isWaiting.value, asked.length]).toEqual(['0.7', true, 0]);
  value.cancel();
  expect([value.text.value, value.isWaiting.value]).toEqual(['0.5', false]);
  value.set('0.9');
  value.apply();
  await pass(100);
  expect(value.isWaiting.value).toBe(false);
  expect(asked).toEqual([{ set: { LearningRate: 0.9 } }]);
});

test('structural values that cannot be do not wait', () => {
  const value = valueOf(parameterOf({ structural: true, kind: 'integer' }), null);
  for (const text of ['oops', '7', '0.5x', '0.25']) {
    value.set(text);
    expect(value.isWaiting.value).toBe(false);
    expect(value.refusal.value).toBe('LearningRate can be from 0 to 1.');
  }
});

test('setting back leads to the usual value, or to what holds for all', async () => {
  tell('0.25', { '2': '0.75' });
  const [all, own] = [valueOf(parameterOf({}), null), valueOf(parameterOf({}), 2)];
  expect([all.isStandard.value, own.isStandard.value, all.own.value]).toEqual([false, false, [2]]);
  all.reset();
  own.reset();
  await pass(100);
  expect(asked).toEqual([{ set: { LearningRate: 0.5 } }, { set: { LearningRate: { '2': 0.25 } } }]);
});

test('the same number written in another way is the same', async () => {
  const value = valueOf(parameterOf({}), null);
  value.set(' 5E-1 ');
  await pass(100);
  expect([value.isStandard.value, asked.length]).toEqual([true, 0]);
});

test('a row that comes back finds what waited', () => {
  const parameter = parameterOf({ structural: true });
  valueOf(parameter, null).set('0.7');
  expect(valueOf(parameter, null).isWaiting.value).toBe(true);
  expect(valueOf(parameterOf({ structural: true }), null).isWaiting.value).toBe(false);
});

test('small numbers are written so that people can read them', () => {
  expect(readable('7E-05')).toBe('0.00007');
  expect(readable('SoftMin-E-1')).toBe('SoftMin-E-1');
});
