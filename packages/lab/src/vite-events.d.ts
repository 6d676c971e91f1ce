// Vite tells the page of a script that can't be fetched, and throws `payload`.
interface WindowEventMap {
  'vite:preloadError': Event & { payload: Error };
}
