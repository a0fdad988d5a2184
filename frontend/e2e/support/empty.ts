import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binary, freePorts } from './deployment'

/** A Management Node that nobody has configured yet, and nodes as they are provisioned. */
export class EmptyDeployment {
  readonly username = 'root'
  readonly password = 'correct horse battery staple'
  private readonly running: ChildProcess[] = []
  private constructor(
    readonly data: string,
    readonly port: number,
  ) {}

  static async start(): Promise<EmptyDeployment> {
    const d = new EmptyDeployment(mkdtempSync(join(tmpdir(), 'parley-e2e-')), await freePorts())
    const first = join(d.data, 'first.json')
    writeFileSync(first, JSON.stringify({ username: d.username, password: d.password }), { mode: 0o600 })
    d.run('serve', '--data', join(d.data, 'management'), '--listen', d.at(0), '--link-listen', d.at(1), '--first-administrator', first)
    await d.answers(new URL('/readyz', d.admin))
    return d
  }

  get admin(): string {
    return `http://${this.at(0)}/`
  }

  /** Starts a Conferencing Node with its provisioning document; gives where participants reach it. */
  async node(name: string, document: string): Promise<string> {
    const at = this.at(2 + this.running.length - 1)
    const file = join(this.data, `${name}.provision.json`)
    writeFileSync(file, document, { mode: 0o600 })
    this.run('node', '--data', join(this.data, name), '--listen', at, '--media-listen', at, '--cluster-listen', '127.0.0.1:0', '--provision', file)
    await this.answers(new URL(`http://${at}/api/client/v2/status`))
    return `http://${at}/`
  }

  async stop(): Promise<void> {
    for (const child of this.running.reverse()) {
      if (child.exitCode !== null) continue
      const ended = new Promise((ok) => child.once('exit', ok))
      child.kill('SIGINT')
      await ended
    }
    rmSync(this.data, { recursive: true, force: true })
  }

  private at(offset: number): string {
    return `127.0.0.1:${this.port + offset}`
  }

  private run(...args: string[]): void {
    this.running.push(spawn(binary, args, { stdio: 'ignore' }))
  }

  private async answers(url: URL): Promise<void> {
    const child = this.running.at(-1)!
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`)
      const ok = await fetch(url).then((r) => r.ok, () => false)
      if (ok) return
      await new Promise((go) => setTimeout(go, 100))
    }
  }
}
