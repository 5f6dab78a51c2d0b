import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';
import './controls.css';
import './shell/shell.css';
import './inbox/inbox.css';
import './thread/thread.css';
import './composer/composer.css';
import './patients/patients.css';
import { App } from './App';

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
