// The club's governor, asked by `vetoproof conform`: node governor.mjs [CONTRACT]
// Every question is a proposal in one and the same contract, with a vote for each holder who is not absent.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ZeroAddress } from "ethers";
import { Chain, Reverted, account } from "./chain.mjs";

const [name = "ClubGovernor"] = process.argv.slice(2);
const TOKENS = { Whale: [50], Fund: [30], Ann: [20], Bob: [3], Small: [1, 1, 1] };
const SUPPORT = { against: 0, for: 1, abstain: 2 };
const [PENDING, ACTIVE, , , SUCCEEDED] = [0n, 1n, 2n, 3n, 4n];

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

async function propose() {
  const nothing = [[token.address], [0], ["0x"]];
  const proposal = await governor.call(everybody[0].account, "propose", ...nothing, `Proposal ${++proposals}`);
  chain.block += 2;
  return proposal;
}

async function adopted(question) {
  const voting = [...ballots(question)];
  for (const [holder, , does] of voting) await delegates(holder, does);
  const proposal = await propose();
  for (const [holder, vote] of voting)
    if (vote !== "absent") await governor.call(holder.account, "castVote", proposal, SUPPORT[vote]);
  chain.block += 51;
  return (await governor.ask("state", proposal)) === SUCCEEDED;
}

// The same step by step, for `conform --sessions`: a motion is a proposal, and those of a party who are named by
// an attribute are the first of it.
let motions = new Map();

async function opens({ motion, decision, named = {} }) {
  const open = {};
  for (const [party, holders] of Object.entries(HOLDERS)) {
    const groups = named[party] ?? [];
    const without = groups.reduce((sum, group) => sum + (group.by.includes("undelegated") ? group.number : 0), 0);
    const alone = decision.undelegated.includes(party) ? holders.length : without;
    for (const [index, holder] of holders.entries()) await delegates(holder, index >= alone);
    open[party] = { without: holders.slice(0, alone), with: holders.slice(alone), known: new Map() };
  }
  motions.set(motion, { proposal: await propose(), open });
}

async function votes({ motion, party, number = 0, named_by = [], vote }) {
  const { proposal, open } = motions.get(motion);
  const { known, ...groups } = open[party];
  if (!known.has(number)) {
    const group = number ? groups[named_by.includes("undelegated") ? "without" : "with"] : HOLDERS[party].slice();
    known.set(number, group.shift());
  }
  await governor.call(known.get(number).account, "castVote", proposal, SUPPORT[vote]);
}

async function result({ motion }) {
  const state = await governor.ask("state", motions.get(motion).proposal);
  return [PENDING, ACTIVE].includes(state) ? { accepted: false } : { adopted: state === SUCCEEDED };
}

const EVENTS = {
  begins: async () => void (motions = new Map()),
  opens,
  votes,
  closes: async () => void (chain.block += 51),
  result,
  decides: async (question) => ({ adopted: await adopted(question) }),
};

async function answer(question) {
  try {
    if (!question.event) return { adopted: await adopted(question) };
    return (await EVENTS[question.event](question)) ?? { accepted: true };
  } catch (error) {
    if (error instanceof Reverted && question.event) return { accepted: false };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ id: question.id, ...(await answer(question)) }));
}
