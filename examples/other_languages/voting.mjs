// The housing co-operative's rules in JavaScript, answering JSON lines.
// Run: vetoproof conform examples/voting_service/rules.policy --command "node examples/other_languages/voting.mjs"
// With DEFECT=1 abstentions are counted among the votes cast.
import { createInterface } from "node:readline";

const SIZE = { Member: 9, Treasurer: 1, Secretary: 1 };

function counted(vote, size) {
  const none = { for: 0, against: 0, abstain: 0, absent: 0 };
  return typeof vote === "string" ? { ...none, [vote]: size } : { ...none, ...vote };
}

function adopted({ decision, votes, casting, state }) {
  const suspended = state.suspended.Meeting ?? [];
  const voters = state.members.Meeting.filter((party) => !suspended.includes(party));
  const sum = { for: 0, against: 0, abstain: 0, absent: 0 };
  let members = 0;
  let present = 0;
  for (const party of voters) {
    const each = counted(votes.Meeting[party] ?? "absent", SIZE[party]);
    members += SIZE[party];
    present += SIZE[party] - each.absent;
    if (party === "Treasurer" && decision.spending > 0) continue;
    for (const vote of Object.keys(sum)) sum[vote] += each[vote];
  }
  if (2 * present < members || sum.for === 0) return false;
  // A chair without a seat is there whenever it casts; one who is suspended does not cast.
  const chair = !state.members.Meeting.includes("Secretary") ? "abstain"
    : voters.includes("Secretary") ? votes.Meeting.Secretary : "absent";
  const tie = sum.for === sum.against && ["for", "abstain"].includes(chair);
  const broken = tie && casting?.Meeting === "for";
  if (sum.for <= sum.against && !broken) return false;
  if (decision.spending < 10000 || decision.repair) return true;
  const cast = sum.for + sum.against + (process.env.DEFECT ? sum.abstain : 0);
  return 3 * sum.for >= 2 * cast;
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ id: question.id, adopted: adopted(question) }));
}
