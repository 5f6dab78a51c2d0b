import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';
import { App } from './App';
import './portal.css';
import { takeToken } from './token';

// Before anything else runs: a secret in the address bar is one photo away from being somebody else's.
const token = takeToken();
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App token={token} /></StrictMode>);
