import { createServer } from 'node:http';

const { GREETING, PORT } = process.env;
if (!GREETING) throw new Error('nothing to say');
createServer((_, response) => response.end(GREETING)).listen(Number(PORT), '127.0.0.1', () => console.log('greets'));
