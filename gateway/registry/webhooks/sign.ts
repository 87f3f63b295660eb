/** Signs a delivery as the Standard Webhooks do (standardwebhooks.com), whose libraries then verify it. */
import { createHmac } from "node:crypto";

export interface Signed {
  readonly id: string;
  /** When it is sent, in seconds: one that is old is refused by its receiver. */
  readonly timestamp: number;
  readonly body: string;
}

export function webhookHeaders(secrets: readonly Buffer[], { id, timestamp, body }: Signed) {
  const signatures = secrets.map((secret) => {
    const hmac = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`);
    return `v1,${hmac.digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "user-agent": "jinkatsu-hub",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
