// Vite puts what the page's parts import into its style sheets.
declare module '*.css';
