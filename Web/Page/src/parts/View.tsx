import { chooseIndex, chooseLayer, paletteNames, worldNames } from '../steering';
import { layer, layerIndex, layerName, palette, rules, showsDownloads, showsPatch, state, world } from '../store';
import { Stepper } from './Stepper';

const same = (names: readonly string[]) => names.map((name) => ({ value: name, text: name }));

/** What of the world is shown, and a picture of it. */
export function View() {
  const index = layer.value?.index;
  const indices = index ? Array.from({ length: index.last - index.first + 1 }, (_, n) => String(index.first + n)) : [];
  return (
    <>
      <Stepper
        label="Layer" keys="M" value={layerName.value} onChange={chooseLayer}
        options={rules.value?.layers.map(({ name, title }) => ({ value: name, text: title })) ?? []}
      />
      {index && (
        <Stepper
          label={index.title} keys="; '" value={String(layerIndex.value)} options={same(indices)}
          onChange={(text) => chooseIndex(Number(text))}
        />
      )}
      {(state.value?.worlds ?? 1) > 1 && (
        <Stepper label="World" keys="B" value={world.value} options={same(worldNames())} onChange={(name) => (world.value = name)} />
      )}
      <Stepper label="Colours" keys="C" value={palette.value} options={same(paletteNames())} onChange={(name) => (palette.value = name)} />
      <div class="row">
        <input
          id="patch" class="switch" type="checkbox" role="switch" checked={showsPatch.value}
          onChange={(event) => (showsPatch.value = event.currentTarget.checked)}
        />
        <label class="label" for="patch">
          Outline the learning patch <span class="key">K</span>
        </label>
        <button class="button" type="button" onClick={() => (showsDownloads.value = true)}>
          Picture <span class="key">O</span>
        </button>
      </div>
    </>
  );
}
