import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** The way of one browser to a node, which can be cut. */
export class Line {
  private readonly open = new Set<Socket>()
  private whole = true

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(node: string): Promise<Line> {
    const { hostname, port } = new URL(node)
    const server = createServer()
    await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok))
    const line = new Line(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('connection', (near) => {
      if (!line.whole) return near.destroy()
      const far = connect(Number(port), hostname)
      for (const [from, to] of [[near, far], [far, near]] as const) {
        line.open.add(from)
        from.on('error', () => to.destroy())
        from.on('close', () => {
          line.open.delete(from)
          to.destroy()
        })
        from.pipe(to)
      }
      return undefined
    })
    return line
  }

  /** Nothing gets through any more, and what was open is lost. */
  cut(): void {
    this.whole = false
    for (const socket of this.open) socket.destroy()
  }

  mend(): void {
    this.whole = true
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((ok) => this.server.close(ok))
  }
}
