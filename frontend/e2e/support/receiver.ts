import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: IncomingHttpHeaders
  body: Buffer
  event: { id: string; type: string; data: Record<string, unknown> }
}

/** A program on this machine that takes webhooks. */
export class Receiver {
  readonly received: Received[] = []
  /** What it answers with. */
  status = 204
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer()
    const receiver = new Receiver(server)
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const body = Buffer.concat(parts)
        receiver.received.push({ headers: request.headers, body, event: JSON.parse(body.toString()) as Received['event'] })
        response.writeHead(receiver.status).end()
      })
    })
    await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok))
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((ok) => this.server.close(ok))
  }
}

/** Whether a message bears the signature of who knows the secret, as Standard Webhooks has it. */
export function isSigned(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const wanted = createHmac('sha256', key)
    .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`)
    .update(body)
    .digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => one.split(','))
    .some(([version, text = '']) => {
      const got = Buffer.from(text, 'base64')
      return version === 'v1' && got.length === wanted.length && timingSafeEqual(got, wanted)
    })
}
