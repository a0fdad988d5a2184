import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

interface Reply {
  id: number
  error?: string
  refusal?: { Status: number; Code: string; Text: string }
}

/** Participants with media in a process of their own: programs, many of which take less than one browser. */
export class Callers {
  private next = 0
  private readonly waiting = new Map<number, (reply: Reply) => void>()

  private constructor(
    private readonly child: ChildProcess,
    private readonly dir: string,
  ) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const reply = JSON.parse(line) as Reply
      this.waiting.get(reply.id)?.(reply)
      this.waiting.delete(reply.id)
    })
    child.once('exit', () => this.waiting.forEach((answer, id) => answer({ id, error: 'the callers have ended' })))
  }

  static start(): Callers {
    const dir = mkdtempSync(join(tmpdir(), 'parley-e2e-'))
    const program = join(dir, 'callers')
    execFileSync('go', ['build', '-trimpath', '-o', program, './internal/caller/callers'], { cwd: resolve(import.meta.dirname, '../../..'), stdio: 'inherit' })
    return new Callers(spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] }), dir)
  }

  /** Has a participant join; the error says why the node refused. */
  join(who: string, node: string, alias: string, face: number): Promise<void> {
    return this.ask(who, 'join', { node, alias, name: who, face, videos: 5 })
  }

  leave(who: string): Promise<void> {
    return this.ask(who, 'leave')
  }

  private async ask(who: string, what: string, options?: object): Promise<void> {
    const id = ++this.next
    const reply = await new Promise<Reply>((ok) => {
      this.waiting.set(id, ok)
      this.child.stdin!.write(`${JSON.stringify({ id, who, what, options })}\n`)
    })
    if (reply.error) throw new Error(`${who}, ${what}: ${reply.error}`)
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((ok) => this.child.once('exit', ok))
      this.child.stdin!.end()
      await ended
    }
    rmSync(this.dir, { recursive: true, force: true })
  }
}
