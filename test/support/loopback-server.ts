import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** An HTTP server of a test, on a loopback address. A test that fails may leave it: it keeps no process alive. */
export class LoopbackServer {
  private readonly server: Server;

  constructor(serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void) {
    this.server = createServer((request, response) => {
      void Promise.resolve(serve(request, response)).catch(() => request.socket.destroy());
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1").unref();
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  /** Address and port. */
  get host(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server is not started");
    return `127.0.0.1:${address.port}`;
  }

  get endpoint(): string {
    return `http://${this.host}`;
  }
}
