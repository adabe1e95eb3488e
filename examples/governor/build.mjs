// Compiles the contracts, once for all questions, to build.json: npm run build
import { readFileSync, writeFileSync } from "node:fs";
import solc from "solc";

const SOURCES = ["contracts/Club.sol", "contracts/Defects.sol"];
const here = (path) => new URL(path, import.meta.url);
const read = (path) => readFileSync(here(path), "utf8");
const wanted = { "*": ["abi", "evm.bytecode.object"] };

const input = {
  language: "Solidity",
  sources: Object.fromEntries(SOURCES.map((path) => [path, { content: read(path) }])),
  settings: {
    outputSelection: Object.fromEntries(SOURCES.map((path) => [path, wanted])),
  },
};
const library = (path) => ({ contents: read(path.startsWith("@") ? `node_modules/${path}` : path) });
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: library }));
const errors = (output.errors ?? []).filter((each) => each.severity === "error");
if (errors.length > 0) throw new Error(errors.map((each) => each.formattedMessage).join("\n"));

const contracts = SOURCES.flatMap((path) => Object.entries(output.contracts[path]));
const built = contracts.map(([name, { abi, evm }]) => [name, { abi, bytecode: evm.bytecode.object }]);
writeFileSync(here("build.json"), JSON.stringify(Object.fromEntries(built)));
