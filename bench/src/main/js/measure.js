// Times jsonata-js on one mapping, as Compare times the others: node measure.js <folder of mappings> <name>; prints nanoseconds of processor time per call,
// in the fastest tenth of a second of two.
const fs = require("fs");
const path = require("path");
const jsonata = require("jsonata");

async function main([folder, name]) {
  const text = fs.readFileSync(path.join(folder, `${name}.jsonata`), "utf8");
  const input = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), "utf8"));
  const expression = jsonata(text);
  const measure = async (budget) => {
    const start = process.cpuUsage();
    let calls = 0;
    let elapsed = 0;
    while (elapsed < budget * 1e6) {
      for (let i = 0; i < 10; i++) await expression.evaluate(input);
      calls += 10;
      const used = process.cpuUsage(start);
      elapsed = (used.user + used.system) * 1e3;
    }
    return elapsed / calls;
  };
  await measure(2000);
  let fastest = Infinity;
  const start = process.cpuUsage();
  for (let used = start; used.user + used.system - start.user - start.system < 2e6; used = process.cpuUsage()) {
    fastest = Math.min(fastest, await measure(100));
  }
  console.log(fastest);
}

main(process.argv.slice(2));
