import assert from "node:assert/strict";
import { ApiError, GoogleGenAI } from "@google/genai";
import { base, blind, broken, busy, calledBoth, city, errorOf, exhaust, form, inForm, json, key, leave, long, picture, pictureTokens, run, sentence, system, tools, twoTools, wrongKey } from "./checks.mjs";

const connect = apiKey => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: base } });
const [client, stranger] = [connect(key), connect(wrongKey)];

const ask = (model, contents, config) => ({ model, contents, config: { systemInstruction: system, ...config } });
const functions = { tools: [{ functionDeclarations: tools.map(name => ({ name, parametersJsonSchema: city })) }] };
const called = calls => calledBoth(calls.map(call => ({ name: call.name, arguments: call.args })));
const format = { responseMimeType: "application/json", responseJsonSchema: form };
const status = async call => {
  const error = await errorOf(call);
  assert.ok(error instanceof ApiError, error.stack);
  return error.status;
};

await run("google", {
  "text": async model => {
    const answer = await client.models.generateContent(ask(model, sentence));
    assert.equal(answer.text, sentence);
    assert.equal(answer.candidates[0].finishReason, "STOP");
    assert.ok(answer.usageMetadata.candidatesTokenCount > 0);
  },
  "stream": async model => {
    let [text, last] = ["", null];
    for await (const piece of await client.models.generateContentStream(ask(model, sentence))) [text, last] = [text + (piece.text ?? ""), piece];
    assert.equal(text, sentence);
    assert.equal(last.candidates[0].finishReason, "STOP");
    assert.ok(last.usageMetadata.candidatesTokenCount > 0);
  },
  "tools": async model => called((await client.models.generateContent(ask(model, twoTools, functions))).functionCalls),
  "streamed tools": async model => {
    const calls = [];
    for await (const piece of await client.models.generateContentStream(ask(model, twoTools, functions))) calls.push(...piece.functionCalls ?? []);
    called(calls);
  },
  "structured output": async model => assert.deepEqual(JSON.parse((await client.models.generateContent(ask(model, json, format))).text), inForm),
  "picture": async (model, provider) => {
    const look = () => client.models.generateContent(ask(model, [{ text: sentence }, { inlineData: { mimeType: "image/png", data: picture } }]));
    if (blind.includes(provider)) assert.equal(await status(look), 400);
    else assert.ok((await look()).usageMetadata.promptTokenCount >= pictureTokens);
  },
  "count": async model => assert.ok((await client.models.countTokens({ model, contents: sentence })).totalTokens > 0),
  "unknown model": async () => assert.equal(await status(() => client.models.generateContent(ask("nobody", sentence))), 404),
  "bad request": async model => assert.equal(await status(() => client.models.generateContent(ask(model, sentence, { temperature: "hot" }))), 400),
  "wrong key": async model => assert.equal(await status(() => stranger.models.generateContent(ask(model, sentence))), 401),
  "too many": async model => assert.equal(await status(() => client.models.generateContent(ask(busy(model), sentence))), 429),
  "broken off": async model => assert.ok(await errorOf(async () => exhaust(await client.models.generateContentStream(ask(broken(model), long)))) instanceof ApiError),
  "abort": async model => {
    const leaving = new AbortController();
    await leave(await client.models.generateContentStream(ask(model, long, { abortSignal: leaving.signal })), piece => piece.text, () => leaving.abort());
  },
});
