import { describe, expect, test } from "@jest/globals";
import { createConversation } from "../../../gateway/streams/conversation.ts";

function watched(conversation: ReturnType<typeof createConversation>) {
  const state = { isPaused: false };
  const paused = conversation.pause().then(() => {
    state.isPaused = true;
  });
  return { state, paused };
}

const turn = () => new Promise(setImmediate);

async function* endless() {
  yield 1;
  await new Promise(() => undefined);
}

describe("a conversation", () => {
  test("pauses at once where nothing is under way", async () => {
    await createConversation().pause();
  });

  test("pauses when the last answer is out, however it ended", async () => {
    const conversation = createConversation();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    conversation.answering(first.promise);
    conversation.answering(second.promise);
    const { state, paused } = watched(conversation);

    first.resolve();
    await turn();
    expect(state.isPaused).toBe(false);

    second.reject(new Error("lost"));
    await paused;
  });

  test("does not wait for streams, but for what is asked beside them", async () => {
    const conversation = createConversation();
    const stream = conversation.streaming(endless());
    conversation.answering(new Promise(() => undefined));
    await stream.next();
    const beside = Promise.withResolvers<void>();
    conversation.answering(beside.promise);
    const { state, paused } = watched(conversation);

    await turn();
    expect(state.isPaused).toBe(false);

    beside.resolve();
    await paused;
  });
});
