import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><main><h1>Messages from your clinic</h1></main></StrictMode>);
