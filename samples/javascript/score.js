// Scores one account:  node score.js 127.0.0.1:5151 tenure=3 contract=Month-to-month
"use strict";

const { connect, factors } = require("./healthscore");

async function main([address, ...pairs]) {
  if (!address || pairs.length === 0) {
    console.error("usage: node score.js ADDRESS:PORT FACTOR=VALUE ...");
    return 2;
  }

  const values = Object.fromEntries(pairs.map((pair) => {
    const at = pair.indexOf("=");
    const text = pair.slice(at + 1);
    return [pair.slice(0, at), text !== "" && Number.isFinite(Number(text)) ? Number(text) : text];
  }));
  const service = connect(address);
  try {
    const answer = await service.score({ account_id: "sample", factors: factors(values) });
    if (answer._health_points === undefined) {
      console.log(`no score: ${answer.reasons.join(", ")}`);
      return 0;
    }

    console.log(`health ${answer.health.toFixed(2)}, ${answer.band}, churn ${answer.churn_probability.toFixed(4)}`);
    for (const c of answer.contributions) {
      console.log(`${(c.points / 1e7).toFixed(2).padStart(8)}  ${c.title}: ${c.bin}`);
    }

    return 0;
  } catch (error) {
    console.error(error.details || error.message);
    return 1;
  } finally {
    service.close();
  }
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; });
