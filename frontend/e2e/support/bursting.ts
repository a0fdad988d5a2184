import type { Page } from '@playwright/test'
import type { BurstingSimulateQuery, BurstingStatusSubscription } from '../../src/gql/graphql'

export type Status = BurstingStatusSubscription['burstingStatus']

/**
 * Stands in for what decides about burst nodes, of which a deployment without a
 * cloud has nothing to tell. All else that the page asks is the deployment's.
 */
export class BurstingSource {
  private send: ((status: Status) => void) | null = null

  private constructor(private status: Status) {}

  static async on(page: Page, status: Status): Promise<BurstingSource> {
    const source = new BurstingSource(status)
    await page.routeWebSocket(/\/graphql$/, (ws) => {
      const server = ws.connectToServer()
      server.onMessage((message) => ws.send(message))
      ws.onMessage((message) => {
        const { id, type, payload } = JSON.parse(String(message)) as { id: string; type: string; payload?: { operationName?: string } }
        if (type !== 'subscribe' || payload?.operationName !== 'BurstingStatus') return server.send(message)
        source.send = (burstingStatus) => ws.send(JSON.stringify({ id, type: 'next', payload: { data: { burstingStatus } } }))
        source.send(source.status)
      })
    })
    return source
  }

  /** Everybody who looks sees it. */
  tell(change: Partial<Status>): void {
    this.status = { ...this.status, ...change }
    this.send?.(this.status)
  }
}

/** Answers one operation of the page in place of the deployment. */
export async function answer<Data>(page: Page, operation: string, data: Data): Promise<void> {
  await page.route(/\/graphql$/, async (route) => {
    const asked = route.request().postDataJSON() as { operationName?: string } | null
    if (asked?.operationName !== operation) return route.fallback()
    return route.fulfill({ json: { data } })
  })
}

export const place = (name: string) => ({ id: `bG9jYXRpb246${name}`, name })

const minutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString()

type Node = Status['nodes'][number]

/** A burst node whose machine is stopped, and what differs. */
export const burstNode = (name: string, part: Partial<Node> = {}): Node => ({
  node: { id: `node-${name}`, name },
  location: place('Cloud-West'),
  account: place('Main account'),
  instance: { id: `i-0${name}`, name: `vm-${name}`, state: 'stopped', address: '10.1.0.7', publicAddress: '', type: 'c5.2xlarge' },
  state: 'STOPPED',
  startedAt: null,
  maxHd: 24,
  mediaLoadPercent: 0,
  calls: 0,
  costSoFar: null,
  why: 'No location needs it.',
  lastEvent: null,
  canStart: true,
  cannotStart: '',
  canStop: false,
  cannotStop: 'Its machine is stopped.',
  earliestStopAt: null,
  giveUpAt: null,
  holdUntil: null,
  failure: null,
  ...part,
})

type Location = Status['principalLocations'][number]

const location = (name: string, part: Partial<Location>): Location => ({
  location: place(name),
  mediaLoadPercent: 40,
  maxHd: 40,
  availableHd: 24,
  pendingHd: 0,
  thresholdHd: 5,
  state: 'OK',
  overflows: [],
  principals: [],
  forecast: [],
  recent: [],
  ...part,
})

/** A deployment in need: one location at its threshold, one near it, nodes in every state. */
export const inNeed = (): Status => ({
  enabled: true,
  thresholdHd: 5,
  minLifetimeMinutes: 50,
  evaluatedAt: minutes(0),
  awaiting: null,
  issues: [
    { code: 'permission-denied', severity: 'ERROR', subjectKind: 'account', subjectId: 'account', subjectName: 'Main account', text: 'The account Main account may not start machines.', remedy: 'Give the policy of the set-up page to its user.', since: minutes(-20) },
    { code: 'node-in-maintenance', severity: 'WARNING', subjectKind: 'node', subjectId: 'node-burst-3', subjectName: 'burst-3', text: 'burst-3 is in maintenance.', remedy: 'Take it out of maintenance, or it is never started.', since: null },
    { code: 'machine-without-node', severity: 'INFO', subjectKind: 'machine', subjectId: 'i-0ff', subjectName: 'vm-spare', text: 'No node has an address of vm-spare.', remedy: 'Add a Conferencing Node with its address.', since: null },
    { code: 'all-running', severity: 'WARNING', subjectKind: 'location', subjectId: 'cloud', subjectName: 'Cloud-West', text: 'All burst nodes of Cloud-West run.', remedy: 'Add burst nodes.', since: null },
    { code: 'no-overflow', severity: 'INFO', subjectKind: 'location', subjectId: 'oslo', subjectName: 'Oslo', text: 'Oslo overflows nowhere.', remedy: 'Give it an overflow location.', since: null },
  ],
  principalLocations: [
    location('Bern', { overflows: [place('Cloud-West')], forecast: [5, 10, 15, 20, 25, 30].map((m) => ({ at: minutes(m), availableHd: 24 - Math.round(m / 6) })) }),
    location('Amsterdam', { mediaLoadPercent: 91.6, availableHd: 3, pendingHd: 24, recent: [[-15, 18], [-9, 11], [-4, 6], [-1, 3]].map(([m, hd]) => ({ at: minutes(m!), availableHd: hd! })), state: 'REACHED', overflows: [place('Cloud-West'), place('Cloud-East')], forecast: [10, 20, 30].map((m) => ({ at: minutes(m), availableHd: Math.max(0, 3 - m / 10) })) }),
    location('Berlin', { mediaLoadPercent: 82, availableHd: 7, state: 'APPROACHING', overflows: [place('Cloud-West')], forecast: [10, 20, 30].map((m) => ({ at: minutes(m), availableHd: 7 - m / 10 })) }),
  ],
  overflowLocations: [location('Cloud-West', { maxHd: 24, availableHd: 20, mediaLoadPercent: 16, principals: [place('Amsterdam'), place('Berlin'), place('Bern')] })],
  nodes: [
    burstNode('burst-1', {
      state: 'RUNNING', startedAt: minutes(-75), mediaLoadPercent: 16.4, calls: 4, costSoFar: { amount: '0.4250', currency: 'EUR' }, why: 'It carries 4 calls.', canStart: false, canStop: true, cannotStart: 'It runs.', earliestStopAt: minutes(-25),
      instance: { id: 'i-0a1b2c3d4e5f60718', name: 'vm-burst-1', state: 'running', address: '10.1.0.7', publicAddress: '203.0.113.7', type: 'c5.2xlarge' },
      lastEvent: { id: 'entry-1', time: minutes(-70), kind: 'BURST_RUNNING', reason: 'It takes calls after 4 min 2 s.' },
    }),
    burstNode('burst-2', { state: 'STARTING', giveUpAt: minutes(6), why: 'Its machine starts: 3 HD calls are free in Amsterdam, of 40, and the threshold is 5.', canStart: false, cannotStart: 'It starts already.', cannotStop: 'It is only starting.', lastEvent: { id: 'entry-2', time: minutes(-4), kind: 'BURST_STARTING', reason: '3 HD calls free in Amsterdam' } }),
    burstNode('burst-3', { instance: null, account: null, state: 'UNKNOWN', why: 'No machine at any account has its address.', canStart: false, cannotStart: 'There is no machine.' }),
    burstNode('burst-4', { state: 'FAILED', holdUntil: minutes(12), why: 'The last start failed.', failure: { code: 'permission-denied', permission: 'ec2:StartInstances', message: 'You are not authorized to perform this operation.', at: minutes(-3) } }),
    burstNode('burst-5'),
    burstNode('burst-6', { state: 'DRAINING', startedAt: minutes(-130), why: '1 call is still on it.', calls: 1, mediaLoadPercent: 4, canStart: false, cannotStart: 'It runs.', cannotStop: 'It drains already.' }),
  ],
  accounts: [{ account: place('Main account'), enabled: true, answeredAt: minutes(0), machines: 5, failure: null }],
})

export const nothingYet: Status = { enabled: false, thresholdHd: 5, minLifetimeMinutes: 50, evaluatedAt: minutes(0), awaiting: null, issues: [], principalLocations: [], overflowLocations: [], nodes: [], accounts: [] }

export const denied = {
  cloudAccountCheck: {
    findings: [
      { permission: 'ec2:DescribeInstances', instanceId: '', tried: true, granted: true, message: '' },
      { permission: 'ec2:StartInstances', instanceId: 'i-0a1b2c3d4e5f60718', tried: true, granted: false, message: 'You are not authorized to perform this operation.' },
      { permission: 'ec2:StopInstances', instanceId: '', tried: false, granted: false, message: '' },
    ],
    failure: null,
    machines: [
      { id: 'i-0a1b2c3d4e5f60718', name: 'vm-burst-1', tagValue: 'here', tagMatches: true, state: 'stopped', addresses: ['10.1.0.7'], publicAddress: '', type: 'c5.2xlarge', node: { id: 'node-burst-1', name: 'burst-1' } },
      { id: 'i-0ff', name: '', tagValue: 'elsewhere', tagMatches: false, state: 'running', addresses: ['10.1.0.9'], publicAddress: '203.0.113.9', type: 'c5.large', node: null },
    ],
  },
}

export const simulated = (): BurstingSimulateQuery => {
  const from = Date.now() - 7 * 86_400_000
  const outcome = (name: string, rejectedCalls: number, most: number) => ({
    name, rejectedCalls, thresholdHd: 5, minLifetimeMinutes: 50, starts: most * 4, nodeHours: most * 11.25, minutesAboveThreshold: 9000 - rejectedCalls * 20,
    cost: most === 0 ? null : { amount: (most * 3.825).toFixed(4), currency: 'EUR' },
    timeline: Array.from({ length: 7 * 24 }, (_, hour) => {
      const wanted = Math.max(0, Math.round(46 * Math.sin((Math.PI * ((hour % 24) - 7)) / 12)))
      const nodes = wanted > 35 ? most : 0
      const maxHd = 40 + 24 * nodes
      return { at: new Date(from + hour * 3_600_000).toISOString(), usedHd: Math.min(wanted, maxHd), maxHd, nodes, rejectedCalls: 0 }
    }),
  })
  return {
    burstingSimulate: { from: new Date(from).toISOString(), to: new Date().toISOString(), calls: 4812, outcomes: [outcome('As it is now', 3, 1), outcome('Without bursting', 61, 0), outcome('Eager', 0, 2)] },
  } as BurstingSimulateQuery
}
