import assert from "node:assert/strict";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, jsonSchema, Output, streamText, tool } from "ai";
import { base, blind, broken, busy, calledBoth, city, errorOf, form, inForm, json, key, leave, long, picture, pictureTokens, run, sentence, system, tools, twoTools, wrongKey } from "./checks.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;
const clients = {
  "ai: openai responses": apiKey => createOpenAI({ baseURL: `${base}/v1`, apiKey }).responses,
  "ai: openai chat": apiKey => createOpenAI({ baseURL: `${base}/v1`, apiKey }).chat,
  "ai: openai-compatible": apiKey => createOpenAICompatible({ name: "changeover", baseURL: `${base}/v1`, apiKey, includeUsage: true, supportsStructuredOutputs: true }),
  "ai: anthropic": apiKey => createAnthropic({ baseURL: `${base}/v1`, apiKey }),
};

const functions = Object.fromEntries(tools.map(name => [name, tool({ inputSchema: jsonSchema(city) })]));
const called = calls => calledBoth(calls.map(call => ({ name: call.toolName, arguments: call.input })));
const status = async call => {
  const error = await errorOf(call);
  assert.ok(APICallError.isInstance(error), error.stack);
  return error.statusCode;
};

for (const [name, connect] of Object.entries(clients)) {
  const [client, stranger] = [connect(key), connect(wrongKey)];
  const ask = (model, prompt, more) => ({ model: client(model), system, prompt, maxRetries: 0, onError() {}, ...more });
  await run(name, {
    "text": async model => {
      const answer = await generateText(ask(model, sentence));
      assert.equal(answer.text, sentence);
      assert.equal(answer.finishReason, "stop");
      assert.ok(answer.usage.outputTokens > 0);
    },
    "stream": async model => {
      const answer = streamText(ask(model, sentence));
      assert.equal(await answer.text, sentence);
      assert.ok((await answer.usage).outputTokens > 0);
    },
    "tools": async model => called((await generateText(ask(model, twoTools, { tools: functions }))).toolCalls),
    "streamed tools": async model => called(await streamText(ask(model, twoTools, { tools: functions })).toolCalls),
    "structured output": async model => assert.deepEqual((await generateText(ask(model, json, { output: Output.object({ schema: jsonSchema(form) }) }))).output, inForm),
    "picture": async (model, provider) => {
      const content = [{ type: "text", text: sentence }, { type: "image", image: picture, mediaType: "image/png" }];
      const look = () => generateText({ model: client(model), messages: [{ role: "user", content }], maxRetries: 0 });
      if (blind.includes(provider)) assert.equal(await status(look), 400);
      else assert.ok((await look()).usage.inputTokens >= pictureTokens);
    },
    "unknown model": async () => assert.equal(await status(() => generateText(ask("nobody", sentence))), 404),
    "wrong key": async model => assert.equal(await status(() => generateText({ ...ask(model, sentence), model: stranger(model) })), 401),
    "too many": async model => assert.equal(await status(() => generateText(ask(busy(model), sentence))), 429),
    "broken off": async model => {
      const parts = [];
      for await (const part of streamText(ask(broken(model), long)).fullStream) parts.push(part.type);
      assert.ok(parts.includes("text-delta") && parts.includes("error"), parts.join());
    },
    "abort": async model => {
      const leaving = new AbortController();
      await leave(streamText(ask(model, long, { abortSignal: leaving.signal })).textStream, piece => piece, () => leaving.abort());
    },
  });
}
