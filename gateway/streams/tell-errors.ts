/** Tells the codes of the errors that an operation is answered with, each once however many answers come. */
import type { FormattedExecutionResult } from "graphql";
import type { RunOperation } from "./run-operation.ts";

export function tellingErrors(run: RunOperation, onError: (code: string) => void): RunOperation {
  return async (asked, caller) => {
    const outcome = await run(asked, caller);
    const told = new Set<string>();
    const tell = ({ errors = [] }: FormattedExecutionResult) => {
      for (const code of errors.map(({ extensions }) => String(extensions?.["code"] ?? "UNKNOWN"))) {
        if (!told.has(code)) onError(code);
        told.add(code);
      }
    };
    if (outcome.kind === "single") tell(outcome.answer);
    return outcome.kind === "single" ? outcome : { ...outcome, open: (gone) => heard(outcome.open(gone), tell) };
  };
}

async function* heard<Answer>(answers: AsyncIterable<Answer>, tell: (answer: Answer) => void): AsyncGenerator<Answer> {
  for await (const answer of answers) {
    tell(answer);
    yield answer;
  }
}
