import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { binary, freePorts } from './deployment'

/** A Management Node as it is run in earnest, with TLS, and Conferencing Nodes that nobody provisioned. */
export class Platform {
  private readonly children: ChildProcess[] = []
  private readonly dir = mkdtempSync(join(tmpdir(), 'parley-e2e-'))
  readonly at: { admin: string; username: string; password: string }

  private constructor(readonly port: number) {
    this.at = { admin: `https://127.0.0.1:${port}`, username: 'ann', password: 'correct horse battery' }
  }

  static async start(): Promise<Platform> {
    const p = new Platform(await freePorts())
    const first = join(p.dir, 'first.json')
    writeFileSync(first, JSON.stringify({ username: p.at.username, password: p.at.password }), { mode: 0o600 })
    const link = `127.0.0.1:${p.port + 1}`
    p.spawn(['serve', '--data', join(p.dir, 'management'), '--listen', `0.0.0.0:${p.port}`, '--link-listen', link, '--link-url', `https://${link}`, '--first-administrator', first])
    await p.listens(p.port)
    return p
  }

  /** Starts a node that has nothing yet; 0 and 1 are the possible ones. Gives the address of its page. */
  async node(n: 0 | 1): Promise<{ url: string; log: () => string }> {
    const port = this.port + 2 + n
    const log = this.spawn(['node', '--data', join(this.dir, `node${n}`), '--listen', `0.0.0.0:${port}`, '--media-listen', `127.0.0.1:${port}`, '--cluster-listen', '127.0.0.1:0'])
    await this.listens(port)
    return { url: `https://127.0.0.1:${port}/`, log }
  }

  private spawn(args: string[]): () => string {
    const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    this.children.push(child)
    return () => text
  }

  private async listens(port: number): Promise<void> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      if (await fingerprintOf(port).catch(() => null)) return
      await new Promise((ok) => setTimeout(ok, 100))
    }
    throw new Error(`nobody listens at ${port}`)
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null) return
        const ended = new Promise((ok) => child.once('exit', ok))
        child.kill('SIGINT')
        await ended
      }),
    )
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** The SHA-256 of the certificate that a new connection sees, in hexadecimal. */
export function fingerprintOf(port: number): Promise<string> {
  return new Promise((ok, fail) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      ok(socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toLowerCase())
      socket.destroy()
    })
    socket.once('error', fail)
  })
}
