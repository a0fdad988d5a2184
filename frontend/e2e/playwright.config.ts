import { defineConfig } from '@playwright/test'
import { chromiumFlags } from './support/person'

// Each test starts the real binary with its own data and ports. The machines
// have two cores and several browsers run per test, so tests run one by one.
export default defineConfig({
  testDir: '.',
  timeout: 180_000,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: '/usr/bin/chromium', args: chromiumFlags },
    trace: 'off',
  },
})
