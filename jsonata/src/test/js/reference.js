// Evaluates expressions with the reference: one line {expr, input} in, one line {value | undefined | code} out.
const readline = require("readline");
const jsonata = require("jsonata");

async function answer(line) {
  const { expr, input } = JSON.parse(line);
  try {
    const value = await jsonata(expr, { timeout: 2000, stack: 400 }).evaluate(input);
    const text = JSON.stringify(value, (key, item) =>
      item && (item._jsonata_lambda || item._jsonata_function) ? undefined : item);
    return text === undefined ? '{"undefined":true}' : `{"value":${text}}`;
  } catch (error) {
    const { code = "crash", position, token, message } = error;
    return JSON.stringify({ code, position, token: String(token), message: String(message) });
  }
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write((await answer(line)) + "\n");
  }
})();
