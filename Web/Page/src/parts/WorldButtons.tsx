import { rules, showsDownloads, showsGallery, state } from '../store';
import { whole } from '../text';

/** What this world is, and the ways to another one and out of it. */
export function WorldButtons() {
  const now = state.value;
  return (
    <>
      {now && (
        <p class="small muted">
          {rules.value?.name}, {whole(now.width)} x {whole(now.height)} cells, {now.species} species{now.worlds > 1 && `, ${now.worlds} worlds`}
        </p>
      )}
      <div class="halves">
        <button class="button" type="button" onClick={() => (showsGallery.value = true)}>
          Begin or open <span class="key">G</span>
        </button>
        <button class="button" type="button" onClick={() => (showsDownloads.value = true)}>
          Download <span class="key">O</span>
        </button>
      </div>
      <p class="small muted">Or drop a world, a recipe or a link anywhere on the page.</p>
    </>
  );
}
