import { Section } from './parts/Section';
import { Checkpoints } from './panels/Checkpoints';
import { Downloads } from './panels/Downloads';
import { Events } from './panels/Events';
import { Gallery } from './panels/Gallery';
import { Parameters } from './panels/Parameters';
import { People } from './panels/People';
import { Species } from './panels/Species';
import { Timeline } from './panels/Timeline';

/** The whole page. */
export function App() {
  return (
    <div class="app">
      <main class="stage" />
      <aside class="panel">
        <div class="panel-body">
          <Section title="Species">
            <Species />
          </Section>
          <Section title="Checkpoints">
            <Checkpoints />
          </Section>
          <Parameters />
          <Section title="Events">
            <Events />
          </Section>
          <Section title="People">
            <People />
          </Section>
        </div>
      </aside>
      <footer class="timeline">
        <Timeline />
      </footer>
      <Gallery />
      <Downloads />
    </div>
  );
}
