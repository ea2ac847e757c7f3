// OpenAI's own client for Node; only the base URL is changed.   npm ci && npm start
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.CHANGEOVER_URL ?? 'http://127.0.0.1:7090/v1',
  apiKey: process.env.CHANGEOVER_KEY ?? 'unused',
  maxRetries: 0,
});
const model = process.env.CHANGEOVER_MODEL ?? 'demo';
const messages = [{ role: 'user', content: 'Please say hello.' }];

const answer = await client.chat.completions.create({ model, messages });
console.log(`buffered: ${answer.choices[0].message.content}`);

let text = '';
let finished = false;
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
  text += chunk.choices[0]?.delta?.content ?? '';
  finished ||= Boolean(chunk.choices[0]?.finish_reason);
}
if (!finished) throw new Error('the stream ended without a finish reason');
console.log(`streamed: ${text}`);
