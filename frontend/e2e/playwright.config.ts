import { defineConfig } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumFlags } from './support/person'

// Meetings have several browsers with cameras each.
const meetings = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.spec.ts') && /support\/(person|callers?)'/.test(readFileSync(join(import.meta.dirname, file), 'utf8')))

// Each file starts the real binary with its own data and ports. The machines have
// two cores, so two files run at a time, of which one at the most has meetings.
export default defineConfig({
  testDir: '.',
  timeout: 180_000,
  workers: 2,
  projects: [
    { name: 'meetings', testMatch: meetings, workers: 1 },
    { name: 'pages', testIgnore: meetings },
  ],
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
