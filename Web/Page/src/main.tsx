import { render } from 'preact';
import { App } from './app';
import { followTheme } from './theme/theme';
import './theme/variables.css';
import './theme/controls.css';
import './theme/layout.css';
import './theme/cards.css';

followTheme();
render(<App />, document.body);
