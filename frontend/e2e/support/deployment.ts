import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** What `parley dev --json` prints. */
export interface Announcement {
  admin: string
  graphql: string
  graphqlWs: string
  events: string
  playground: string
  meet: string[]
  nodes: { name: string; url: string; cluster: string }[]
  username: string
  password: string
  token: string
  processes: Record<string, number>
  /** With a cloud only. */
  burst?: { endpoint: string; console: string; clock: string; accountId: string; nodes: { name: string; id: string; instance: string; url: string }[] }
}

export const binary = resolve(import.meta.dirname, '../../../bin/parley')

/** A running `parley dev` with its own data directory and ports. */
export class Deployment {
  private constructor(
    readonly at: Announcement,
    readonly data: string,
    readonly port: number,
    private readonly process: ChildProcess,
  ) {}

  static async start(options: { restartDelay?: string; nodes?: number; burst?: boolean } = {}): Promise<Deployment> {
    const data = mkdtempSync(join(tmpdir(), 'parley-e2e-'))
    const nodes = options.nodes ?? 2
    const port = await freePorts(4 + 2 * Math.max(nodes, 2))
    const args = ['dev', '--json', '--data', data, '--port', String(port), '--nodes', String(nodes)]
    if (options.burst) args.push('--burst')
    if (options.restartDelay) args.push('--restart-delay', options.restartDelay)
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const line = await new Promise<string>((ok, fail) => {
      createInterface({ input: child.stdout }).once('line', ok)
      child.once('exit', (code) => fail(new Error(`parley dev ended with ${code}:\n${errors}`)))
    })
    return new Deployment(JSON.parse(line) as Announcement, data, port, child)
  }

  /** The address of a room at a node: 0 is the first node. */
  meet(alias: string, node = 0): string {
    return `${this.at.nodes[node]!.url}/meet/${alias}`
  }

  log(name: string): string {
    return readFileSync(join(this.data, `${name}.log`), 'utf8')
  }

  /** Runs one GraphQL operation with the deployment's API token. */
  async query<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(this.at.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.at.token}` },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data: T; errors?: { message: string }[] }
    if (answer.errors?.length) throw new Error(answer.errors[0]!.message)
    return answer.data
  }

  /** All events of the log so far; names and addresses of participants are in them when asked for. */
  async events(options: { personal?: boolean } = {}): Promise<LoggedEvent[]> {
    const response = await fetch(`${this.at.events}?after=0${options.personal ? '&personal=true' : ''}`, { headers: { authorization: `Bearer ${this.at.token}` } })
    if (!response.ok) throw new Error(`GET /events answered ${response.status}`)
    const text = await response.text()
    return text
      .split('\n')
      .filter((l) => l.trim() !== '')
      .map((l) => JSON.parse(l) as LoggedEvent)
      .filter((e) => e.type !== undefined)
  }

  /** Does something to the cloud, as its console lets one: `deny?permission=ec2:StartInstances`. */
  async cloud(deed: string): Promise<void> {
    const response = await fetch(new URL(deed, this.at.burst!.console), { method: 'POST' })
    if (!response.ok) throw new Error(`the cloud answered ${response.status} to ${deed}: ${await response.text()}`)
  }

  /** Puts the clock of bursting forward. */
  async forward(by: string): Promise<void> {
    const response = await fetch(`${this.at.burst!.clock}forward?by=${by}`, { method: 'POST' })
    if (!response.ok) throw new Error(`the clock was not put forward: ${response.status} ${await response.text()}`)
  }

  async ready(): Promise<boolean> {
    try {
      return (await fetch(new URL('/readyz', this.at.admin))).ok
    } catch {
      return false
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((ok) => this.process.once('exit', ok))
    if (this.process.exitCode === null) {
      this.process.kill('SIGINT')
      await ended
    }
    rmSync(this.data, { recursive: true, force: true })
  }
}

export interface LoggedEvent {
  position: string
  stream: string
  revision: string | number
  id: string
  type: string
  data: Record<string, unknown>
  meta: { fact?: { node: string; epoch: string; seq: number } }
}

/** Each worker has ports of its own: what is free for one is not being taken by another. */
export async function freePorts(count = 5): Promise<number> {
  const own = 20000 + 5000 * (Number(process.env.TEST_PARALLEL_INDEX) % 2)
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = own + Math.floor(Math.random() * (5000 - count))
    const free = await Promise.all(Array.from({ length: count }, (_, n) => isFree(first + n)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`found no ${count} consecutive free ports`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((ok) => {
    const server = createServer()
    server.once('error', () => ok(false))
    server.listen(port, '127.0.0.1', () => server.close(() => ok(true)))
  })
}
