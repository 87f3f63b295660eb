/** What a browser does for a person who signs in at a hub, without its pages. */
import type { Hub } from "../../gateway/hub.ts";
import { type RawResponse, send } from "./raw-http.ts";

/** A browser keeps cookies by name, and forgets those that are cleared. */
export class CookieBrowser {
  readonly cookies = new Map<string, string>();
  setCookies: readonly string[] = [];
  /** Replicas behind one address; the first is asked where none is named. */
  private readonly hubs: () => readonly (Hub | undefined)[];

  constructor(hubs: () => readonly (Hub | undefined)[]) {
    this.hubs = hubs;
  }

  async go(url: string, options: Parameters<typeof send>[1]): Promise<RawResponse> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await send(url, { ...options, headers: { ...(cookie && { cookie }), ...options.headers } });
    this.setCookies = answer.headers["set-cookie"] ?? [];
    for (const line of this.setCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get(hub: Hub | undefined, place: string) {
    return this.go(hub?.url ?? "", { method: "GET", path: place });
  }

  /** Signs in at one replica and comes back at another. */
  async signIn([one, other] = this.hubs(), returnTo = "/console"): Promise<RawResponse> {
    const sent = await this.get(one, `/session/login?returnTo=${encodeURIComponent(returnTo)}`);
    const back = new URL(await this.consent(String(sent.headers.location)));
    return this.get(other ?? one, back.pathname + back.search);
  }

  /** Where the provider sends it back to. */
  async consent(location: string): Promise<string> {
    const { headers } = await send(new URL(location).origin, {
      method: "GET",
      path: new URL(location).pathname + new URL(location).search,
    });
    return String(headers.location);
  }

  async who(hub = this.hubs()[0]) {
    return JSON.parse((await this.get(hub, "/session")).body);
  }

  ask(query: string, headers: Readonly<Record<string, string>>, hub = this.hubs()[0]) {
    return this.go(hub?.url ?? "", {
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query }),
    });
  }
}
