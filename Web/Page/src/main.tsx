import { render } from 'preact';
import { App } from './app';
import { stage } from './canvas/World';
import { listenForKeys } from './keys';
import { keepChoices } from './limits';
import { welcomeOnce } from './parts/WelcomeCard';
import { ask } from './store';
import { followTheme } from './theme/theme';
import './theme/variables.css';
import './theme/controls.css';
import './theme/inputs.css';
import './theme/layout.css';
import './theme/header.css';
import './theme/world.css';
import './theme/cards.css';
import './theme/dialogs.css';

// The token has become a cookie by now; in the address it would be shown, remembered and sent on.
const address = new URL(location.href);
if (address.searchParams.has('token')) {
  address.searchParams.delete('token');
  history.replaceState(history.state, '', address);
}

followTheme();
welcomeOnce();
keepChoices();
listenForKeys();
render(<App />, document.body);

/** For tests: what the canvas shows of a cell, what was said of the picture, and asking something of the world. */
const gpueco = {
  colourAt: (x: number, y: number) => stage?.colourAt(x, y) ?? null,
  frame: () => stage?.head ?? null,
  ask,
};

declare global {
  interface Window {
    gpueco: typeof gpueco;
  }
}

window.gpueco = gpueco;
