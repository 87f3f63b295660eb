/** A client that asks so many times a second, on connections that it keeps, whatever becomes of the answers. */
import { Agent, request } from "node:http";

export interface Outcomes {
  readonly answered: number;
  /** Told before anything was sent that nobody listens any more: a balancer asks another replica. */
  readonly refused: number;
  /** Sent and never answered, or answered otherwise than expected. */
  readonly dropped: readonly string[];
}

export interface SteadyLoad {
  /** Sends no more and resolves when all is answered. */
  stop(): Promise<Outcomes>;
}

export interface LoadOptions {
  readonly perSecond: number;
  readonly query: string;
  readonly expected: string;
}

type Outcome = "answered" | "refused" | { readonly dropped: string };

export function startLoad(url: string, { perSecond, query, expected }: LoadOptions): SteadyLoad {
  // In turn: one that stands idle until the server closes it would be lost for want of use, and not by what is tested.
  const agent = new Agent({ keepAlive: true, maxSockets: 20, scheduling: "fifo" });
  const asked: Promise<Outcome>[] = [];
  const started = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * perSecond;
    while (asked.length < due) asked.push(askOnce(url, agent, query, expected));
  }, 5);
  return {
    async stop() {
      clearInterval(timer);
      const outcomes = await Promise.all(asked);
      agent.destroy();
      return {
        answered: outcomes.filter((outcome) => outcome === "answered").length,
        refused: outcomes.filter((outcome) => outcome === "refused").length,
        dropped: outcomes.flatMap((outcome) => (typeof outcome === "object" ? [outcome.dropped] : [])),
      };
    },
  };
}

function askOnce(url: string, agent: Agent, query: string, expected: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const outgoing = request(`${url}/graphql`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve(text.trim() === expected ? "answered" : { dropped: text.slice(0, 200) }));
      response.on("error", (error) => resolve({ dropped: error.message }));
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? "refused" : { dropped: error.message }),
    );
    outgoing.end(JSON.stringify({ query }));
  });
}
