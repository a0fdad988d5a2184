import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const folder = resolve(import.meta.dirname, '../../../control/signin/signintest/testdata/provider')

export const client = { id: 'parley', secret: 'a secret of at least thirty-two characters' }

/** A real OpenID provider on this machine. For browsers it is another site than 127.0.0.1. */
export class Provider {
  private constructor(
    readonly issuer: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(redirect: string, groups: Record<string, string[]>): Promise<Provider> {
    const accounts = Object.fromEntries(Object.entries(groups).map(([login, list]) => [login, { groups: list, name: login.toUpperCase() }]))
    const order = {
      accounts,
      host: 'localhost',
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect], post_logout_redirect_uris: [new URL('/', redirect).href] }],
    }
    const child = spawn('node', ['provider.mjs', JSON.stringify(order)], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const line = await new Promise<string>((ok, fail) => {
      createInterface({ input: child.stdout }).once('line', ok)
      child.once('exit', (code) => fail(new Error(`the provider ended with ${code} (is it installed? make e2e does it):\n${errors}`)))
    })
    return new Provider((JSON.parse(line) as { issuer: string }).issuer, child)
  }

  async stop(): Promise<void> {
    const ended = new Promise((ok) => this.process.once('exit', ok))
    if (this.process.exitCode !== null) return
    this.process.kill()
    await ended
  }
}
