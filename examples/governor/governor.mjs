// The club's governor, asked by `vetoproof conform`: node governor.mjs [CONTRACT]
// Every question is a proposal in one and the same contract, with a vote for each holder who is not absent.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ZeroAddress } from "ethers";
import { Chain, account } from "./chain.mjs";

const [name = "ClubGovernor"] = process.argv.slice(2);
const TOKENS = { Whale: [50], Fund: [30], Ann: [20], Bob: [3], Small: [1, 1, 1] };
const SUPPORT = { against: 0, for: 1, abstain: 2 };
const SUCCEEDED = 4n;

// Holders by party; each has an account of its own.
let next = 1;
const HOLDERS = Object.fromEntries(
  Object.entries(TOKENS).map(([party, tokens]) => [party, tokens.map((each) => ({ account: account(next++), tokens: each }))]),
);
const everybody = Object.values(HOLDERS).flat();

const built = JSON.parse(readFileSync(new URL("build.json", import.meta.url), "utf8"));
const chain = await Chain.start();
const token = await chain.deploy(built.Club, everybody.map((each) => each.account), everybody.map((each) => each.tokens));
const governor = await chain.deploy(built[name], token.address);

// For each holder who votes how, and whether its tokens are delegated: a party alone says one word, interchangeable
// ones say how many of them do what, in groups where some of them are named by an attribute.
function* ballots({ decision, votes }) {
  for (const [party, said] of Object.entries(votes.Holders)) {
    if (typeof said === "string") {
      yield [HOLDERS[party][0], said, !decision.undelegated.includes(party)];
      continue;
    }
    const groups = Array.isArray(said) ? said : [{ named_by: [], ...said }];
    const open = [...HOLDERS[party]];
    for (const { named_by, ...counts } of groups)
      for (const [vote, number] of Object.entries(counts))
        for (const holder of open.splice(0, number)) yield [holder, vote, !named_by.includes("undelegated")];
  }
}

async function delegates(holder, does) {
  if (holder.delegates === does) return;
  await token.call(holder.account, "delegate", does ? holder.account : ZeroAddress);
  holder.delegates = does;
}

let proposals = 0;

async function adopted(question) {
  const voting = [...ballots(question)];
  for (const [holder, , does] of voting) await delegates(holder, does);
  const proposal = await governor.call(
    everybody[0].account, "propose", [token.address], [0], ["0x"], `Proposal ${++proposals}`,
  );
  chain.block += 2;
  for (const [holder, vote] of voting)
    if (vote !== "absent") await governor.call(holder.account, "castVote", proposal, SUPPORT[vote]);
  chain.block += 51;
  return (await governor.ask("state", proposal)) === SUCCEEDED;
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ id: question.id, adopted: await adopted(question) }));
}
