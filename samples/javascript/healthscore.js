// A client of the scoring service, its messages loaded from protos/ at run time.
"use strict";

const fs = require("fs");
const path = require("path");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");
const protobuf = require("protobufjs");

// google/rpc/status.proto is the one import that npm's protobufjs does not bring along.
protobuf.common("google/rpc/status.proto", {
  nested: { google: { nested: { rpc: { nested: { Status: { fields: {
    code: { type: "int32", id: 1 },
    message: { type: "string", id: 2 },
    details: { rule: "repeated", type: "google.protobuf.Any", id: 3 },
  } } } } } } },
});

const folders = [
  path.join(__dirname, "..", "..", "protos"),
  path.dirname(require.resolve("protobufjs/package.json")), // google/api and google/protobuf
];
const root = new protobuf.Root();
root.resolvePath = (_, name) =>
  name in protobuf.common ? name : folders.map((folder) => path.join(folder, name)).find(fs.existsSync);
root.loadSync(["google/protobuf/any.proto", "healthscore/v1/scoring.proto"], { keepCase: true });
const definition = loader.fromJSON(root.toJSON(), { keepCase: true, enums: String, defaults: true, oneofs: true });
const api = grpc.loadPackageDefinition(definition).healthscore.v1;

/** The service at ADDRESS:PORT, each method as a function that gives a promise. */
function connect(address) {
  const client = new api.ScoringService(address, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": 64 * 1024 * 1024,
  });
  const call = (method) => (request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, answer) => (error ? reject(error) : resolve(answer))));
  return { score: call("Score"), batchScore: call("BatchScore"), close: () => client.close() };
}

/** { tenure: 3, contract: "One year", logins_28d: null } as a request's factors; null is not measured. */
function factors(values) {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) =>
    [key, typeof value === "number" ? { number: value } : { category: value }]));
}

module.exports = { connect, factors };
