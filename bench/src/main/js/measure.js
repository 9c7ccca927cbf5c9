// Times jsonata-js on one mapping: node measure.js <folder of mappings> <name> <milliseconds>; prints nanoseconds of processor time per call.
const fs = require("fs");
const path = require("path");
const jsonata = require("jsonata");

async function main([folder, name, millis]) {
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
  await measure(Number(millis));
  console.log(await measure(Number(millis)));
}

main(process.argv.slice(2));
