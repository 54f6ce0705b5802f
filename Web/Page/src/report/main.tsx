import { render } from 'preact';
import { Report } from './Report';
import '../theme/variables.css';
import '../theme/controls.css';
import '../theme/inputs.css';
import '../theme/dialogs.css';
import './report.css';
import './map.css';
import './panel.css';

render(<Report />, document.body);
