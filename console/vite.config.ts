/**
 * Builds the page into `console/dist`. Nothing is inlined, so that a policy of `'self'` alone holds for
 * scripts, styles and images.
 */
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Of one page nothing can be loaded later; 170 kB come over the wire.
    chunkSizeWarningLimit: 700,
    // Libraries mark parts that a server may not render; here everything runs in the browser.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
