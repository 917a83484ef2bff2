// Scores the rows on standard input one by one and as a batch; prints what came back, doubles in shortest round-trip.
"use strict";

const fs = require("fs");
const path = require("path");
const { connect, factors } = require(path.resolve(process.argv[2], "healthscore.js"));

const STATUSES = ["UNSPECIFIED", "SCORED", "LOW_CONFIDENCE", "WITHHELD", "IN_NOTICE"];
const BANDS = ["UNSPECIFIED", "RED", "YELLOW", "GREEN"];
const told = (status, band, ...rest) =>
  [STATUSES.indexOf(status.slice("SCORE_STATUS_".length)), BANDS.indexOf(band.slice("BAND_".length)), ...rest];

async function main() {
  const rows = JSON.parse(fs.readFileSync(0, "utf8"));
  const service = connect(process.argv[3]);
  const alone = [];
  for (const row of rows) {
    const a = await service.score({ account_id: "row", factors: factors(row) });
    alone.push(told(a.status, a.band, a.coverage, a.health_points, a.churn_probability, a.contributions.map((c) => c.points)));
  }

  const columns = Object.keys(rows[0]).map((factor) => {
    const values = rows.map((row) => row[factor]);
    const levels = [...new Set(values.filter((value) => typeof value === "string"))].sort();
    return levels.length > 0
      ? { factor, codes: { levels, codes: values.map((value) => levels.indexOf(value) + 1) } }
      : { factor, numbers: { values: values.map((value) => (value === null ? NaN : value)) } };
  });
  const a = await service.batchScore({ rows: rows.length, factors: columns });
  const width = a.contribution_keys.length;
  const together = rows.map((_, r) => told(a.statuses[r], a.bands[r], a.coverage[r], a.health_points[r],
    a.churn_probabilities[r], a.contribution_points.slice(r * width, (r + 1) * width)));
  service.close();
  process.stdout.write(JSON.stringify({ alone, together }));
}

main();
