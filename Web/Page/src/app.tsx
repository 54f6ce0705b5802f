import { World } from './canvas/World';
import { Checkpoints } from './panels/Checkpoints';
import { Downloads } from './panels/Downloads';
import { Events } from './panels/Events';
import { Gallery } from './panels/Gallery';
import { Parameters } from './panels/Parameters';
import { People } from './panels/People';
import { Species } from './panels/Species';
import { Timeline } from './panels/Timeline';
import { Banner } from './parts/Banner';
import { DropZone } from './parts/DropZone';
import { Foldable } from './parts/Foldable';
import { Header } from './parts/Header';
import { Inspector } from './parts/Inspector';
import { KeysCard } from './parts/KeysCard';
import { Legend } from './parts/Legend';
import { Section } from './parts/Section';
import { Sheet } from './parts/Sheet';
import { StatusBar } from './parts/StatusBar';
import { Toast } from './parts/Toast';
import { Tools } from './parts/Tools';
import { View } from './parts/View';
import { WelcomeCard } from './parts/WelcomeCard';
import { WorldButtons } from './parts/WorldButtons';
import { showsPanel, showsWelcome } from './store';

/** The whole page. */
export function App() {
  return (
    <div class="app">
      <main class="stage">
        <World />
        {!showsWelcome.value && (
          <div class="cards">
            <Inspector />
            <Legend />
          </div>
        )}
        {!showsPanel.value && <StatusBar />}
        <WelcomeCard />
        <Banner />
        <Toast />
      </main>
      {showsPanel.value && (
        <Sheet header={<Header />}>
          <Section title="Tools">
            <Tools />
          </Section>
          <Section title="View">
            <View />
          </Section>
          <Section title="Species">
            <Species />
          </Section>
          <Section title="Checkpoints">
            <Checkpoints />
          </Section>
          <Section title="World">
            <WorldButtons />
          </Section>
          <Parameters />
          <Section title="Events" folded>
            <Events />
          </Section>
          <Section title="People" folded>
            <People />
          </Section>
        </Sheet>
      )}
      <Foldable title="Timeline">
        <Timeline />
      </Foldable>
      <Gallery />
      <Downloads />
      <KeysCard />
      <DropZone />
    </div>
  );
}
