// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ClubGovernor} from "./Club.sol";

// The governor with one mistake each, of the kind that reads well.

contract SupportSwapped is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _countVote(uint256 id, address account, uint8 support, uint256 weight, bytes memory params)
        internal
        override(Governor, GovernorCountingSimple)
        returns (uint256)
    {
        return super._countVote(id, account, support == 2 ? support : 1 - support, weight, params);
    }
}

contract TiePasses is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _voteSucceeded(uint256 id) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (uint256 no, uint256 yes,) = proposalVotes(id);
        return yes >= no;
    }
}

contract AbstentionsAgainst is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _voteSucceeded(uint256 id) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (uint256 no, uint256 yes, uint256 abstain) = proposalVotes(id);
        return yes > no + abstain;
    }
}

contract QuorumCountsAgainst is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _quorumReached(uint256 id) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (uint256 no, uint256 yes, uint256 abstain) = proposalVotes(id);
        return quorum(proposalSnapshot(id)) <= no + yes + abstain;
    }
}

contract QuorumOfForOnly is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _quorumReached(uint256 id) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (, uint256 yes,) = proposalVotes(id);
        return quorum(proposalSnapshot(id)) <= yes;
    }
}

contract NumeratorOffByOne is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {
        _updateQuorumNumerator(quorumNumerator() + 1);
    }
}

contract MoreThanTheQuorum is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _quorumReached(uint256 id) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (, uint256 yes, uint256 abstain) = proposalVotes(id);
        return quorum(proposalSnapshot(id)) < yes + abstain;
    }
}

contract UndelegatedWeight is ClubGovernor {
    constructor(IVotes token) ClubGovernor(token) {}

    function _getVotes(address account, uint256, bytes memory)
        internal
        view
        override(Governor, GovernorVotes)
        returns (uint256)
    {
        return IERC20(address(token())).balanceOf(account);
    }
}

// Who votes is not remembered: found in sessions, where somebody votes again.
contract SecondVotesCount is ClubGovernor {
    uint160 private ballots;

    constructor(IVotes token) ClubGovernor(token) {}

    function _countVote(uint256 id, address, uint8 support, uint256 weight, bytes memory params)
        internal
        override(Governor, GovernorCountingSimple)
        returns (uint256)
    {
        return super._countVote(id, address(++ballots), support, weight, params);
    }
}
