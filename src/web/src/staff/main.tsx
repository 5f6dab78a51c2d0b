import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><main><h1>Clinic inbox</h1><a href="/login">Sign in</a></main></StrictMode>);
