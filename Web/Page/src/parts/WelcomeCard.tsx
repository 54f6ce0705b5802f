import { effect } from '@preact/signals';
import { maySteer, showsWelcome } from '../store';

const key = 'gpueco.welcomed';

/** Shows the card where nobody has closed it before, and remembers when somebody has. */
export function welcomeOnce(): void {
  showsWelcome.value = localStorage.getItem(key) === null;
  effect(() => {
    if (!showsWelcome.value) {
      localStorage.setItem(key, 'yes');
    }
  });
}

const keys = [['Space', 'pause'], ['W', 'walls'], ['S', 'keep this moment'], ['?', 'all keys'], ['Esc', 'close this']];

/** What somebody sees who opens the page for the first time: what this is, and what to do. */
export function WelcomeCard() {
  if (!showsWelcome.value) {
    return null;
  }
  return (
    <section class="card welcome" aria-label="A world of species that learn">
      <strong class="title">A world of species that learn</strong>
      <ul>
        <li>Each colour is a species: one small neural network that fights for cells.</li>
        <li>Black is free ground, which belongs to the sun. Light grey is wall.</li>
        <li>Every network learns from each step, and never stops.</li>
        {maySteer.value && <li>Drag any slider: the world follows at once. With the tool Wall, drag over the world to draw walls.</li>}
      </ul>
      <div class="row welcome-foot">
        <p class="welcome-keys">
          {keys.map(([cap, meaning]) => (
            <span key={cap}>
              <kbd class="cap">{cap}</kbd> <span class="muted">{meaning}</span>
            </span>
          ))}
        </p>
        <button class="button main" type="button" onClick={() => (showsWelcome.value = false)}>
          Begin
        </button>
      </div>
    </section>
  );
}
