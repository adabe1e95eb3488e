// A multisignature wallet, asked by `vetoproof conform`: node wallet.mjs [THRESHOLD]
// Five owners; of every question's transaction those who vote for approve, and somebody tries to execute it.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ZeroAddress, concat, toBeHex, zeroPadValue } from "ethers";
import { Chain, Contract, Reverted, account } from "./chain.mjs";

const [threshold = "3"] = process.argv.slice(2);
const OWNERS = ["Ann", "Bob", "Cem", "Dee", "Eve"];
const ANYBODY = account(100);

const artifact = (name) => {
  const path = `node_modules/@safe-global/safe-smart-account/build/artifacts/contracts/${name}`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
};
const owners = Object.fromEntries(OWNERS.map((party, index) => [party, account(index + 1)]));

const chain = await Chain.start();
const code = await chain.deploy(artifact("Safe.sol/Safe.json"));
const proxy = await chain.deploy(artifact("proxies/SafeProxy.sol/SafeProxy.json"), code.address);
const safe = new Contract(chain, proxy.address, code.abi);
await safe.ask(
  "setup", Object.values(owners), threshold, ZeroAddress, "0x", ZeroAddress, ZeroAddress, 0, ZeroAddress,
);

let transactions = 0;

async function adopted({ votes }) {
  const nothing = [0, 0, 0, 0, ZeroAddress, ZeroAddress];
  const sent = [ANYBODY, 0, toBeHex(++transactions, 32), ...nothing];
  const hash = await safe.ask("getTransactionHash", ...sent, await safe.ask("nonce"));
  const approving = OWNERS.filter((party) => votes.Owners[party] === "for").map((party) => owners[party]);
  for (const owner of approving) await safe.call(owner, "approveHash", hash);
  // In place of a signature: the owner who approved, and the mark that says so. The wallet wants them in order.
  const signatures = approving.sort().map((owner) => concat([zeroPadValue(owner, 32), toBeHex(0, 32), "0x01"]));
  try {
    return await safe.call(ANYBODY, "execTransaction", ...sent, concat(signatures));
  } catch (error) {
    if (error instanceof Reverted) return false;
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ id: question.id, adopted: await adopted(question) }));
}
