// SPDX-License-Identifier: Apache-2.0
// What every adapter for a Node client does: one request in, one line out. `serve` is given what is particular.
"use strict";

// Longer than any client here waits by itself for one silent host; shorter than the driver's patience.
const LIMIT_S = 22;

// Standard output is for the answer alone, whatever the client prints.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

function say(reply) {
  say = () => {}; // The first answer counts.
  write(JSON.stringify(reply) + "\n", () => process.exit(0));
}

const broken = (message) => say({ outcome: "error", message: String(message) });

// protocols: what the client speaks. discover: request → promise of the reply.
exports.serve = (protocols, discover) => {
  let text = "";
  process.stdin.on("data", (part) => (text += part)).on("end", () => {
    const request = JSON.parse(text);
    if (request.version !== 1) return say({ outcome: "unsupported", message: "this adapter speaks version 1" });
    if (request.command !== "discover" || !["any", ...protocols].includes(request.protocol)) return say({ outcome: "unsupported" });
    setTimeout(broken, 1000 * Math.min(LIMIT_S, request.timeout_s), "the client was still at it, and was ended").unref();
    process.on("uncaughtException", (error) => broken("uncaught in the client: " + error.message));
    process.on("beforeExit", () => broken("the client ended without a result or an error"));
    discover(request).then(say, (error) => broken(error.message));
  });
};
