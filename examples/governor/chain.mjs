// A chain of our own: a real EVM, contracts deployed in it, and a clock that we turn.
import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { createEVM } from "@ethereumjs/evm";
import { SimpleStateManager } from "@ethereumjs/statemanager";
import { createAddressFromString, hexToBytes } from "@ethereumjs/util";
import { ContractFactory, Interface, getBytes, toBeHex } from "ethers";

const SENDER = account(0);
const GAS = 30_000_000n;

// Accounts are numbers: nobody has to sign, as the EVM is told who calls.
export function account(number) {
  return toBeHex(0x1000 + number, 20);
}

export class Chain {
  block = 1;

  static async start() {
    const chain = new Chain();
    const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun });
    const stateManager = new SimpleStateManager({ common });
    chain.evm = await createEVM({ common, stateManager, allowUnlimitedContractSize: true });
    return chain;
  }

  // A new contract from what the compiler made of it.
  async deploy({ abi, bytecode }, ...parameters) {
    const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...parameters);
    const { createdAddress } = await this.run({ caller: SENDER, data });
    return new Contract(this, createdAddress.toString(), new Interface(abi));
  }

  // One transaction; where it is reverted, Reverted, and nothing has happened.
  async run({ caller, to, data }) {
    const header = {
      number: BigInt(this.block),
      timestamp: BigInt(12 * this.block),
      coinbase: from(SENDER),
      difficulty: 0n,
      prevRandao: new Uint8Array(32),
      gasLimit: GAS,
    };
    const result = await this.evm.runCall({
      caller: from(caller),
      to: to && from(to),
      data: hexToBytes(data),
      gasLimit: GAS,
      block: { header },
    });
    await this.evm.journal.cleanup();
    const { exceptionError, returnValue } = result.execResult;
    if (exceptionError) throw new Reverted(exceptionError.error);
    return { createdAddress: result.createdAddress, returned: returnValue };
  }
}

// A contract refused.
export class Reverted extends Error {}

export class Contract {
  constructor(chain, address, abi) {
    Object.assign(this, { chain, address, abi });
  }

  // Call a function as somebody; what it returns.
  async call(caller, name, ...given) {
    const data = this.abi.encodeFunctionData(name, given);
    const { returned } = await this.chain.run({ caller, to: this.address, data });
    const values = this.abi.decodeFunctionResult(name, getBytes(returned));
    return values.length === 1 ? values[0] : values;
  }

  // Ask, as nobody in particular.
  ask(name, ...given) {
    return this.call(SENDER, name, ...given);
  }
}

function from(address) {
  return createAddressFromString(address);
}
