import { Dialog } from '../parts/Dialog';
import { showsDownloads, state } from '../store';
import './downloads/downloads.css';
import { LinkRow } from './downloads/LinkRow';
import { PictureRow } from './downloads/PictureRow';
import { Recordings } from './downloads/Recordings';

const files = [
  { href: 'api/world.eco', kind: '.eco', what: 'The world, to the last bit' },
  { href: 'api/world.petri', kind: '.petri', what: 'The world, for the browser platform' },
  { href: 'api/recipe.json', kind: '.json', what: 'The recipe: how to repeat it' },
  { href: 'api/metrics.csv', kind: '.csv', what: 'Metrics, as a table' },
];

/** What can be downloaded: pictures, tables, files, a link, and films of what is to come. */
export function Downloads() {
  return showsDownloads.value ? (
    <Dialog title="Downloads" onClose={() => (showsDownloads.value = false)}>
      <section class="downloads">
        <h3>Picture</h3>
        <PictureRow />
        <h3>Files</h3>
        {files.map(({ href, kind, what }) => (
          <div key={href} class="row">
            <span class="grow">{what}</span>
            <a class="button" href={href} download={`${state.value?.run ?? 'world'}-${state.value?.step ?? 0}${kind}`}>
              {kind}
            </a>
          </div>
        ))}
        <LinkRow />
        <h3>Record</h3>
        <Recordings />
      </section>
    </Dialog>
  ) : null;
}
